package io.smoothllm.provider.connectivity;

import static io.smoothllm.provider.stack.ScriptedProvider.http;
import static io.smoothllm.provider.stack.ScriptedProvider.json;
import static io.smoothllm.provider.stack.ScriptedProvider.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.provider.provider.Upstream;
import io.smoothllm.provider.sealing.ApiKey;
import io.smoothllm.provider.stack.ScriptedProvider;
import io.smoothllm.provider.stack.Settings;
import io.smoothllm.provider.upstream.BaseUrl;
import io.smoothllm.provider.upstream.UpstreamConfig;
import io.smoothllm.provider.upstream.UpstreamResolver;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a provider that says what it is told, byte by byte.
class ConnectivityTest {
    private static final String KEY = "sk-planted-0123456789";
    private static final String LIST = "{\"data\":[{\"id\":\"m-1\"},{\"id\":\"m-2\"}]}";
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void aModelListIsEnough() throws InterruptedException {
        try (var provider = new ScriptedProvider(json(200, LIST))) {
            var result = test(provider.url() + "/v1");

            assertThat(result.ok()).isTrue();
            assertThat(result.error()).isNull();
            assertThat(result.models()).containsExactly("m-1", "m-2");
            assertThat(provider.requests())
                    .singleElement()
                    .satisfies(
                            asked ->
                                    assertThat(asked)
                                            .startsWith("GET /v1/models HTTP/1.1")
                                            .containsIgnoringCase("Authorization: Bearer " + KEY)
                                            .containsIgnoringCase(
                                                    "Host: 127.0.0.1:" + provider.port()));
        }
    }

    /// A loopback answer is there within microseconds.
    @Test
    void anAnswerIsNeverTooQuickToBeRead() throws InterruptedException {
        try (var provider = new ScriptedProvider(json(200, LIST))) {
            for (int i = 0; i < 300; i++) {
                assertThat(test(provider.url()).models()).hasSize(2);
            }
        }
    }

    @Test
    void withoutAListOneTokenIsEnough() throws InterruptedException {
        var completion = json(200, "{\"choices\":[]}");
        try (var provider = new ScriptedProvider(json(404, "{}"), completion)) {
            var result = test(provider.url());

            assertThat(result.ok()).isTrue();
            assertThat(result.models()).containsExactly("m-first");
            assertThat(provider.requests().getLast())
                    .startsWith("POST /chat/completions")
                    .contains("\"max_tokens\":1")
                    .contains("\"model\":\"m-first\"");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void everyFailureIsSaidInPlainWords(String code, List<byte[]> script, String words)
            throws InterruptedException {
        try (var provider = new ScriptedProvider(script.toArray(byte[][]::new))) {
            var result = test(provider.url());

            assertThat(result.ok()).isFalse();
            assertThat(result.models()).isEmpty();
            assertThat(result.error().code()).isEqualTo(code);
            assertThat(result.error().message()).contains(words).doesNotContain(KEY);
        }
    }

    static Stream<Arguments> everyFailureIsSaidInPlainWords() {
        var html = "<!doctype html><title>Welcome</title>";
        var large = "[\"" + "x".repeat(PinnedHttp.MAX_BODY) + "\"]";
        return Stream.of(
                failure("unauthorized", "does not take this API key", json(401, "{}")),
                failure(
                        "unauthorized",
                        "does not take",
                        json(400, "{\"error\":{\"details\":[{\"reason\":\"API_KEY_INVALID\"}]}}")),
                failure("forbidden", "permissions", json(403, "{}")),
                failure("not_found", "upstream name", json(404, "{}"), json(404, "{}")),
                failure("not_found", "upstream name", http(404, "text/html", html)),
                failure("unauthorized", "does not take", json(405, "{}"), json(401, "{}")),
                failure("rate_limited", "429", json(429, "{}")),
                failure("provider_error", "503", json(503, "{}")),
                failure("provider_error", "529", json(529, "{}")),
                failure(
                        "refused",
                        "(400): Key [api key] is odd",
                        json(400, "{\"error\":{\"message\":\"Key " + KEY + " is\\nodd\"}}")),
                failure("refused", "(402): pay", json(402, "{\"error\":\"pay\"}")),
                failure("refused", "(400).", http(400, "text/html", html)),
                failure("html_answer", "web page", http(200, "text/html", html)),
                failure("html_answer", "web page", http(200, "application/json", html)),
                failure("unexpected_answer", "dialect", json(200, "{\"hello\":1}")),
                failure("unexpected_answer", "dialect", json(200, "no json")),
                failure("unexpected_answer", "dialect", json(200, "")),
                failure("unexpected_answer", "dialect", json(200, "{\"error\":{\"code\":1}}")),
                failure("unexpected_answer", "HTTP", raw("SSH-2.0-OpenSSH_9.9\r\n")),
                failure("too_large", "2 MB", json(200, large)),
                failure("closed_early", "closed", raw("")),
                failure(
                        "closed_early",
                        "closed",
                        raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) throws InterruptedException {
        try (var elsewhere = new ScriptedProvider(json(200, LIST));
                var provider =
                        new ScriptedProvider(
                                raw(
                                        "HTTP/1.1 %d Moved\r\nLocation: %s/models\r\nContent-Length: 0\r\n\r\n"
                                                .formatted(status, elsewhere.url())))) {
            var result = test(provider.url());

            assertThat(result.error().code()).isEqualTo("redirect");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void aListThatRepeatsTheKeyIsScrubbed() throws InterruptedException {
        var list = "{\"data\":[{\"id\":\"m-" + KEY + "\"},{\"id\":\"" + "x".repeat(999) + "\"}]}";
        try (var provider = new ScriptedProvider(json(200, list))) {
            var result = test(provider.url());

            assertThat(result.models()).first().isEqualTo("m-[api key]");
            assertThat(result.models().getLast()).hasSize(201);
        }
    }

    @Test
    void withoutAKeyNoneIsSentAndARefusalSaysSo() throws InterruptedException {
        try (var provider = new ScriptedProvider(json(401, "{}"))) {
            var result = connectivity(true).test(upstream(provider.url(), null));

            assertThat(result.error().message()).contains("none is set");
            assertThat(provider.requests().getFirst()).doesNotContainIgnoringCase("authorization");
        }
    }

    @Test
    void aProviderThatNeverAnswers() throws InterruptedException {
        try (var provider = new ScriptedProvider(ScriptedProvider.SILENCE)) {
            var result =
                    connectivity(true, Duration.ofMillis(300)).test(upstream(provider.url(), KEY));

            assertThat(result.error().code()).isEqualTo("timeout");
            // The JDK's client counts in whole milliseconds, and a begun one is over.
            assertThat(result.latencyMs()).isBetween(299L, 5_000L);
        }
    }

    @Test
    void nobodyListening() throws InterruptedException, IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        var result = test("http://127.0.0.1:" + port);

        assertThat(result.error().code()).isEqualTo("connection_refused");
    }

    @Test
    void aNameThatNobodyHas() throws InterruptedException {
        assertThat(test("https://nobody.names.test").error().code()).isEqualTo("dns_failure");
    }

    @Test
    void plainTextWhereTlsIsExpected() throws InterruptedException {
        try (var provider = new ScriptedProvider(raw("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            var result = test(provider.url().replace("http:", "https:"));

            assertThat(result.error().code()).isEqualTo("tls_failure");
        }
    }

    /// Vert.x cannot resolve the name: it comes through only because it never tries to.
    @Test
    void theConnectionGoesToTheAddressThatWasJudged() throws InterruptedException {
        try (var provider = new ScriptedProvider(json(200, LIST))) {
            var result = test("http://here.names.test:" + provider.port());

            assertThat(result.ok()).isTrue();
            assertThat(provider.requests().getFirst())
                    .containsIgnoringCase("Host: here.names.test:" + provider.port());
        }
    }

    @Test
    void theNextAddressIsTriedWhenOneRefuses() throws InterruptedException {
        try (var provider = new ScriptedProvider(json(200, LIST))) {
            assertThat(test("http://second.names.test:" + provider.port()).ok()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "[::1]",
                "here.names.test",
                "metadata.names.test",
                "mixed.names.test",
                "mapped.names.test",
                "169.254.169.254"
            })
    void privateAddressesAreNeverConnectedTo(String host) throws InterruptedException {
        try (var provider = new ScriptedProvider(json(200, LIST))) {
            var result =
                    connectivity(false)
                            .test(upstream("http://" + host + ":" + provider.port(), KEY));

            assertThat(result.error().code()).isEqualTo("address_refused");
            assertThat(provider.requests()).isEmpty();
        }
    }

    private static Arguments failure(String code, String words, byte[]... script) {
        return arguments(code, List.of(script), words);
    }

    private static ConnectivityResult test(String url) throws InterruptedException {
        return connectivity(true).test(upstream(url, KEY));
    }

    private static Upstream upstream(String url, String key) {
        return new Upstream(
                Dialect.OPENAI,
                BaseUrl.of(url, Dialect.OPENAI),
                key == null ? null : ApiKey.of(key),
                Map.of(),
                List.of("m-first"));
    }

    private static Connectivity connectivity(boolean allowPrivate) {
        return connectivity(allowPrivate, Duration.ofSeconds(10));
    }

    private static Connectivity connectivity(boolean allowPrivate, Duration timeout) {
        var addresses =
                Settings.of(
                        UpstreamConfig.class,
                        Map.of("smoothllm.upstream.allow-private", "" + allowPrivate));
        var patience =
                Settings.of(
                        ConnectivityConfig.class,
                        Map.of("smoothllm.connectivity.timeout", timeout.toString()));
        return new Connectivity(
                new PinnedHttp(VERTX, new UpstreamResolver(addresses)),
                patience,
                new ObjectMapper(),
                new SimpleMeterRegistry());
    }
}
