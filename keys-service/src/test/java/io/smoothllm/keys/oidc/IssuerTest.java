package io.smoothllm.keys.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An issuer that is not as it should be; [SingleSignOnTest] has the one that is.
class IssuerTest {
    private static final URI BACK = URI.create("http://localhost/api/v1/auth/oidc/callback");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.close();
    }

    @Test
    void oneThatIsAwayFails() {
        server.stop(0);

        failsWith("No answer", () -> authorize(url()));
    }

    @Test
    void oneThatNeverEndsItsAnswerIsNotWaitedFor() {
        says(
                page -> {
                    page.sendResponseHeaders(200, 0);
                    page.getResponseBody().write('{');
                    page.getResponseBody().flush();
                    awaitEnd();
                });
        long start = System.nanoTime();

        failsWith("No whole answer", () -> authorize(url()));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void oneThatSaysTooMuchIsNotListenedTo() {
        says(page -> answer(page, 200, "{\"issuer\":\"" + "x".repeat(300_000) + "\"}"));

        failsWith("No answer", () -> authorize(url()));
    }

    @Test
    void oneThatRedirectsIsNotFollowed() {
        says(
                page -> {
                    page.getResponseHeaders().set("Location", "http://localhost:1/elsewhere");
                    answer(page, 302, "");
                });

        failsWith("the answer was 302", () -> authorize(url()));
    }

    @Test
    void whatIsNoDocumentOfThisIssuerIsRefused() {
        says(page -> answer(page, 200, "<html>"));
        failsWith("Not a Document", () -> authorize(url()));

        server.removeContext("/");
        says(page -> answer(page, 200, document("https://elsewhere.example")));
        failsWith("another issuer's", () -> authorize(url()));

        server.removeContext("/");
        says(page -> answer(page, 200, "{\"issuer\":\"" + url() + "\"}"));
        failsWith("lacks an address", () -> authorize(url()));
    }

    @Test
    void itIsAskedForItsDocumentOnce() throws RefusedException {
        says(page -> answer(page, 200, document(url())));
        var issuer = issuer(url());
        issuer.authorization(Attempt.to("/"), BACK);
        server.removeContext("/");

        var address = issuer.authorization(Attempt.to("/"), BACK);

        assertThat(address.toString()).startsWith(url() + "/authorize?tenant=1&response_type=code");
    }

    @Test
    void anAddressThatOthersCanReadAlongIsNotAsked() {
        failsWith("Not an https address", () -> authorize("http://issuer.example.invalid"));
    }

    private void says(HttpHandler answer) {
        server.createContext("/", answer);
    }

    private static void answer(HttpExchange page, int status, String text) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        page.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        page.getResponseBody().write(body);
        page.close();
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String document(String issuer) {
        return """
        {"issuer": "%s", "authorization_endpoint": "%2$s/authorize?tenant=1",
         "token_endpoint": "%2$s/token", "jwks_uri": "%2$s/keys"}
        """
                .formatted(issuer, url());
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static URI authorize(String issuer) throws RefusedException {
        return issuer(issuer).authorization(Attempt.to("/"), BACK);
    }

    private static Issuer issuer(String url) {
        var config = OidcConfigs.with("issuer", url, "client-id", "gateway");
        return new Issuer(config, new IssuerHttp(config));
    }

    private static void failsWith(String why, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal()).isEqualTo(Refusal.ISSUER_FAILED))
                .hasMessageContaining(why);
    }
}
