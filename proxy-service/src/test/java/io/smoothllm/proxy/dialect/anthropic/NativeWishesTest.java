package io.smoothllm.proxy.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.MultiMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeWishesTest {
    private static final Endpoint ENDPOINT =
            new Endpoint(
                    "/v1/messages", Map.of("x-api-key", "k", "anthropic-version", "2023-06-01"));

    @Test
    void saysWhatTheDialectSaysWhenTheClientSaysNothing() {
        var sent = NativeWishes.of(headers(), null).to(ENDPOINT, Map.of(), new byte[0]);

        assertThat(sent.path()).isEqualTo("/v1/messages");
        assertThat(sent.headers()).isEqualTo(ENDPOINT.headers());
    }

    @Test
    void theClientsOwnVersionWins() {
        var wishes = NativeWishes.of(headers().add("anthropic-version", "2026-10-21"), null);

        var sent = wishes.to(ENDPOINT, Map.of(), new byte[0]);

        assertThat(sent.headers())
                .containsEntry("anthropic-version", "2026-10-21")
                .containsEntry("x-api-key", "k");
    }

    @Test
    void betasOfAllLinesAndOfTheOperatorAreJoinedOnce() {
        var wishes =
                NativeWishes.of(
                        headers()
                                .add("anthropic-beta", "a-2026-01-01, b-2026-01-01")
                                .add("Anthropic-Beta", "c-2026-01-01,a-2026-01-01,"),
                        null);

        var sent =
                wishes.to(
                        ENDPOINT,
                        Map.of("Anthropic-Beta", "d-2026-01-01,b-2026-01-01", "x-other", "1"),
                        new byte[0]);

        assertThat(sent.headers())
                .containsEntry(
                        "anthropic-beta", "a-2026-01-01,b-2026-01-01,c-2026-01-01,d-2026-01-01")
                .doesNotContainKey("x-other");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, /v1/messages",
                "beta=true, /v1/messages?beta=true",
                "a=b&beta=true, /v1/messages?beta=true",
                "beta=false, /v1/messages",
                "alphabeta=true, /v1/messages"
            })
    void onlyTheBetaQueryGoesOn(String query, String path) {
        var sent = NativeWishes.of(headers(), query).to(ENDPOINT, Map.of(), "{}".getBytes(UTF_8));

        assertThat(sent.path()).isEqualTo(path);
        assertThat(sent.body().toString()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2023-06-01\u0007", "2023\r\nx-api-key: stolen", "a b", "ö"})
    void refusesAVersionThatIsNone(String version) {
        var refused =
                catchThrowableOfType(
                        ProblemException.class,
                        () -> NativeWishes.of(headers().add("anthropic-version", version), null));

        assertThat(refused.problem())
                .isEqualTo(new Problem.InvalidRequest("anthropic-version", "This is no version."));
    }

    @Test
    void refusesBetasWithoutEnd() {
        var many = new StringBuilder();
        for (int i = 0; i < 65; i++) {
            many.append("beta-").append(i).append(',');
        }

        assertThat(refusalOfBeta(many.toString())).isEqualTo("anthropic-beta");
        assertThat(refusalOfBeta("x".repeat(129))).isEqualTo("anthropic-beta");
        assertThat(refusalOfBeta("a\u0000b")).isEqualTo("anthropic-beta");
    }

    private static String refusalOfBeta(String value) {
        var refused =
                catchThrowableOfType(
                        ProblemException.class,
                        () -> NativeWishes.of(headers().add("anthropic-beta", value), null));
        return ((Problem.InvalidRequest) refused.problem()).param();
    }

    /// Without the checks of Vert.x, which are a line of defence of their own.
    private static MultiMap headers() {
        return MultiMap.caseInsensitiveMultiMap();
    }
}
