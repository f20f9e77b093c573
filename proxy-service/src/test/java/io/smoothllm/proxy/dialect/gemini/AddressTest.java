package io.smoothllm.proxy.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    private static final URI HOST = URI.create("https://generativelanguage.googleapis.com");

    @ParameterizedTest
    @CsvSource({
        "https://generativelanguage.googleapis.com, /v1beta/models/m:generateContent",
        "https://generativelanguage.googleapis.com/v1beta, /models/m:generateContent",
        "https://generativelanguage.googleapis.com/v1, /models/m:generateContent",
        "https://generativelanguage.googleapis.com/v1alpha, /models/m:generateContent",
        "https://aiplatform.googleapis.com/v1/publishers/google, /models/m:generateContent",
        "https://proxy.example.com/gemini, /v1beta/models/m:generateContent",
        "https://proxy.example.com/video, /v1beta/models/m:generateContent",
    })
    void versionIsSaidOnce(URI baseUrl, String path) {
        assertThat(Address.of(baseUrl, "m", false)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-pro, models/gemini-2.5-pro",
        "models/gemini-2.5-pro, models/gemini-2.5-pro",
        "tunedModels/a b, tunedModels/a%20b",
        "a+b?c#d/e:f%, models/a%2Bb%3Fc%23d%2Fe%3Af%25",
    })
    void modelIsOneSegmentOfItsCollection(String model, String resource) {
        assertThat(Address.of(HOST, model, false))
                .isEqualTo("/v1beta/" + resource + ":generateContent");
    }

    @Test
    void streamsAreAskedForAsEvents() {
        assertThat(Address.of(HOST, "gemini-2.5-pro", true))
                .isEqualTo("/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse");
    }
}
