package io.smoothllm.proxy.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data:image/png;base64,AA==|image/png|AA==",
                "DATA:Image/PNG;BASE64,AA==|image/png|AA==",
                "data:text/plain;charset=utf-8;base64,AA==|text/plain|AA==",
                "data:application/pdf;name=x;base64,|application/pdf|''",
                "data:;base64,AA==|''|AA==",
            })
    void readsDataUrls(String url, String type, String base64) {
        assertThat(MediaUrl.read(url)).isEqualTo(new Part.Media.Inline(type, base64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/a.png", "HTTPS://example.com/a,b"})
    void leavesTheWebWhereItIs(String url) {
        assertThat(MediaUrl.read(url)).isEqualTo(new Part.Media.Remote(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.png",
                "ftp://example.com/a.png",
                "file:///etc/passwd",
                "data:image/png,AA",
                "data:image/png;base64",
                "data:,x",
                "data:base64,AA==",
            })
    void readsNothingElse(String url) {
        assertThat(MediaUrl.read(url)).isNull();
    }

    @Test
    void parametersWithoutEndAreNoTrouble() {
        assertThat(MediaUrl.read("data:" + ";".repeat(1_000_000) + "base64,AA=="))
                .isEqualTo(new Part.Media.Inline("", "AA=="));
    }
}
