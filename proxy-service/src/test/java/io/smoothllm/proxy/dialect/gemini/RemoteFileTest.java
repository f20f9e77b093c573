package io.smoothllm.proxy.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteFileTest {
    @ParameterizedTest
    @CsvSource({
        "https://example.com/a.png, image/png",
        "HTTPS://example.com/a/b.JPEG?x=y.png, image/jpeg",
        "https://example.com/a.pdf#page=2, application/pdf",
        "https://youtu.be/9hE5-98ZeCg, video/mp4",
        "https://www.youtube.com/watch?v=9hE5-98ZeCg, video/mp4",
        "https://m.youtube.com/shorts/9hE5-98ZeCg, video/mp4",
        "gs://bucket/a.webp, image/webp",
        "gs://bucket/a, ",
        "https://generativelanguage.googleapis.com/v1beta/files/abc, ",
    })
    void whatGeminiFetchesStays(String url, String mediaType) {
        assertThat(RemoteFile.isFetchedByGemini(url)).isTrue();
        assertThat(RemoteFile.mediaType(url)).isEqualTo(mediaType);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/a.png",
                "https://example.com/a",
                "https://example.com/a.gif",
                "https://example.com/a.png/thumbnail",
                "https://example.com",
                "https://example.com/?file=a.png",
                "https://www.youtube.com/@somebody",
                "https://example.com/youtu.be/x",
                "https://generativelanguage.googleapis.com.example.com/v1beta/files/abc",
            })
    void whatItDoesNotFetchIsFetchedForIt(String url) {
        assertThat(RemoteFile.isFetchedByGemini(url)).isFalse();
    }
}
