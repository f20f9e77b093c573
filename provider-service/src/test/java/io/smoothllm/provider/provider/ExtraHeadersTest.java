package io.smoothllm.provider.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtraHeadersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "Proxy-Authorization",
                "x-api-key",
                "X-API-Key",
                "api-key",
                "x-goog-api-key",
                "apikey",
                "cf-aig-authorization",
                "Helicone-Auth",
                "X-Auth-Token",
                "x-amz-security-token",
                "X-Client-Secret",
                "Cookie",
                "Set-Cookie"
            })
    void whatLooksLikeACredentialBelongsIntoApiKey(String name) {
        assertThat(ExtraHeaders.errorsOf(Map.of(name, "x")))
                .singleElement()
                .satisfies(e -> assertThat(e.message()).contains("belongs into apiKey"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "Connection",
                "Keep-Alive",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "Proxy-Connection",
                "Content-Length",
                "content-type",
                "Expect"
            })
    void theConnectionsOwnAreRefused(String name) {
        assertThat(ExtraHeaders.errorsOf(Map.of(name, "x"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OpenAI-Organization",
                "anthropic-beta",
                "HTTP-Referer",
                "X-Title",
                "x-goog-user-project"
            })
    void whatProvidersAskForIsTaken(String name) {
        assertThat(ExtraHeaders.errorsOf(Map.of(name, "some value, and more"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\r\nb", "a\nb", " a", "a\u0000", "ä"})
    void aValueIsVisibleAscii(String value) {
        assertThat(ExtraHeaders.errorsOf(Map.of("X-A", value))).hasSize(1);
    }

    @Test
    void oneNameInTwoSpellingsIsThereTwice() {
        assertThat(ExtraHeaders.errorsOf(new TreeMap<>(Map.of("X-A", "1", "x-a", "2"))))
                .singleElement()
                .satisfies(e -> assertThat(e.field()).isEqualTo("headers.x-a"));
    }
}
