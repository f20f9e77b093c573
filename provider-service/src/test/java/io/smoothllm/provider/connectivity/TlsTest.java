package io.smoothllm.provider.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.provider.stack.Settings;
import io.smoothllm.provider.upstream.BaseUrl;
import io.smoothllm.provider.upstream.UpstreamConfig;
import io.smoothllm.provider.upstream.UpstreamResolver;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The address is pinned, the certificate is still the name's.
class TlsTest {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir static Path folder;

    private static final List<String> NAMES_ASKED_FOR = new CopyOnWriteArrayList<>();
    private static final Vertx VERTX = Vertx.vertx();
    private static HttpsServer server;
    private static Path keys;

    @BeforeAll
    static void start() throws Exception {
        keys = certificateOf("here.names.test");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(contextOf(keys)));
        server.createContext(
                "/",
                exchange -> {
                    var session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
                    session.getRequestedServerNames().stream()
                            .map(SNIServerName::toString)
                            .forEach(NAMES_ASKED_FOR::add);
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
    }

    @BeforeEach
    void trustThatCertificate() {
        NAMES_ASKED_FOR.clear();
        System.setProperty(TRUST_STORE, keys.toString());
        System.setProperty(TRUST_STORE + "Password", new String(PASSWORD));
    }

    @AfterEach
    void trustAsBefore() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        VERTX.close();
    }

    @Test
    void theCertificateOfTheNameIsAskedForAndTaken() throws Exception {
        var answer = get("here.names.test");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(NAMES_ASKED_FOR).singleElement().asString().contains("here.names.test");
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() throws Exception {
        assertThat(troubleOf("second.names.test")).isEqualTo(Trouble.TLS);
        assertThat(NAMES_ASKED_FOR).isEmpty();
    }

    @Test
    void aCertificateNobodyVouchesForIsRefused() throws Exception {
        System.clearProperty(TRUST_STORE);

        assertThat(troubleOf("here.names.test")).isEqualTo(Trouble.TLS);
        assertThat(NAMES_ASKED_FOR).isEmpty();
    }

    private Trouble troubleOf(String host) throws InterruptedException {
        try {
            get(host);
            return null;
        } catch (TroubleException e) {
            return e.trouble();
        }
    }

    private Answer get(String host) throws TroubleException, InterruptedException {
        var resolver =
                new UpstreamResolver(
                        Settings.of(
                                UpstreamConfig.class,
                                Map.of("smoothllm.upstream.allow-private", "true")));
        var url = "https://" + host + ":" + server.getAddress().getPort();
        var call = new Call(BaseUrl.of(url, Dialect.OPENAI), "/models", Map.of(), null);
        return new PinnedHttp(VERTX, resolver).send(call, Deadline.in(Duration.ofSeconds(20)));
    }

    private static Path certificateOf(String name) throws IOException, InterruptedException {
        var store = folder.resolve("store.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "a",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=dns:" + name,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        var said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(said).isZero();
        return store;
    }

    private static SSLContext contextOf(Path store) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
