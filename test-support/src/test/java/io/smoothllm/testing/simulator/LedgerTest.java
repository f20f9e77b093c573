package io.smoothllm.testing.simulator;

import static io.smoothllm.testing.simulator.Wired.json;
import static io.smoothllm.testing.simulator.Wired.openAi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final String HELLO =
            "{\"model\":\"sim-small\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private ProviderSimulator simulator;

    @BeforeEach
    void start() {
        simulator = new ProviderSimulator(1000).start();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void tellsWhoAskedWhatAndHowItEnded() {
        var request =
                HttpRequest.newBuilder(URI.create(simulator.openAiBaseUrl() + "/chat/completions"))
                        .header("authorization", "Bearer sk-planted")
                        .header("user-agent", "curl/8")
                        .header("x-request-id", "r-1");
        var streamed = Wired.send(request, HELLO);

        var entry = simulator.ledger().entries().getFirst();
        assertThat(streamed.statusCode()).isEqualTo(200);
        assertThat(entry.index()).isEqualTo(1);
        assertThat(entry.dialect()).isEqualTo("openai");
        assertThat(entry.path()).isEqualTo("/openai/v1/chat/completions");
        assertThat(entry.model()).isEqualTo("sim-small");
        assertThat(entry.headers())
                .containsEntry("user-agent", "curl/8")
                .containsEntry("x-request-id", "r-1")
                .doesNotContainKey("authorization");
        assertThat(entry.authorizationScheme()).isEqualTo("Bearer");
        assertThat(entry.xApiKeyPresent()).isFalse();
        assertThat(entry.bodyText()).isEqualTo(HELLO);
        assertThat(entry.outcome()).isEqualTo(Outcome.FINISHED);
        var whole = openAi(simulator, "/chat/completions", HELLO.replace("true", "false"));
        assertThat(entry.tokens().output())
                .isEqualTo(json(whole).at("/usage/completion_tokens").asLong());
        assertThat(entry.tokens().input())
                .isEqualTo(json(whole).at("/usage/prompt_tokens").asLong());
        assertThat(simulator.ledger().ofKey("sk-planted")).hasSize(1);
    }

    @Test
    void isReadOverHttpWithoutAnySecret() {
        openAi(simulator, "sk-planted", "/chat/completions", HELLO);
        openAi(simulator, "sk-planted", "/chat/completions", HELLO);

        var page = get("/ledger?since=0&limit=1&model=sim-small");
        var rest = get("/ledger?since=" + json(page).path("next").asLong());
        var totals = json(get("/ledger/totals"));

        assertThat(json(page).path("items").size()).isEqualTo(1);
        assertThat(json(page).at("/items/0/body").asText()).isEqualTo(HELLO);
        assertThat(json(rest).at("/items/0/index").asLong()).isEqualTo(2);
        assertThat(json(rest).path("next").isMissingNode()).isTrue();
        assertThat(page + rest).doesNotContain("sk-planted");
        assertThat(totals.path("requests").asLong()).isEqualTo(2);
        assertThat(totals.at("/outcomes/FINISHED").asLong()).isEqualTo(2);
        assertThat(totals.at("/tokens/input").asLong()).isEqualTo(8);
    }

    private String get(String path) {
        var url = URI.create("http://127.0.0.1:" + simulator.port() + "/_simulator" + path);
        return Wired.send(HttpRequest.newBuilder(url), null).body();
    }

    @Test
    void forgetsOldBodiesButNotTheirRequests() {
        var long600 = HELLO.replace("hi", "x".repeat(600));
        openAi(simulator, "/chat/completions", long600);
        openAi(simulator, "/chat/completions", long600);

        var entries = simulator.ledger().entries();
        assertThat(entries).hasSize(2);
        assertThat(entries.getFirst().bodyText()).isNull();
        assertThat(entries.getLast().bodyText()).isEqualTo(long600);
    }

    @Test
    void seesAClientGo() throws Exception {
        simulator.script("sim-small", Script.never());
        try (var socket = connect()) {
            post(socket.getOutputStream(), HELLO, HELLO.length());
            await().until(() -> !simulator.ledger().ofModel("sim-small").isEmpty());
            assertThat(outcome()).isEqualTo(Outcome.OPEN);
        }
        await().untilAsserted(() -> assertThat(outcome()).isEqualTo(Outcome.CLIENT_GONE));
    }

    @Test
    void seesAClientGoInTheMiddleOfItsRequest() throws Exception {
        try (var socket = connect()) {
            post(socket.getOutputStream(), HELLO, HELLO.length() + 100);
            await().until(() -> !simulator.ledger().entries().isEmpty());
        }
        await().untilAsserted(() -> assertThat(outcome()).isEqualTo(Outcome.CLIENT_GONE));
    }

    @Test
    void slowReaderIsWaitedFor() throws Exception {
        simulator.script("sim-small", Script.answer("word ".repeat(400_000)));
        try (var socket = connect()) {
            post(socket.getOutputStream(), HELLO, HELLO.length());
            socket.getInputStream().readNBytes(1000);
            await().during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> outcome() == Outcome.OPEN);
            long servedWhileWaiting = simulator.ledger().entries().getLast().tokens().output();
            assertThat(servedWhileWaiting).isLessThan(500_000);

            read(socket);
            await().untilAsserted(() -> assertThat(outcome()).isEqualTo(Outcome.FINISHED));
            assertThat(simulator.ledger().entries().getLast().tokens().output()).isEqualTo(500_000);
        }
    }

    private Outcome outcome() {
        return simulator.ledger().entries().getLast().outcome();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), simulator.port());
    }

    private static void post(OutputStream to, String body, int promised) throws IOException {
        var request =
                "POST /openai/v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer a\r\n"
                        + "connection: close\r\ncontent-length: "
                        + promised
                        + "\r\n\r\n"
                        + body;
        to.write(request.getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    private static void read(Socket socket) throws IOException {
        var buffer = new byte[1 << 16];
        while (socket.getInputStream().read(buffer) >= 0) {
            // All of it, to the end.
        }
    }
}
