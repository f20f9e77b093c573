package io.smoothllm.proxy.door.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberScanTest {
    private static MemberScan scan(String json, int piece) {
        var scan = new MemberScan(Set.of("usage", "error"));
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i += piece) {
            scan.feed(bytes, i, Math.min(bytes.length, i + piece));
        }
        return scan;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void aMemberIsFoundHoweverTheObjectIsCut(int piece) {
        var scan =
                scan(
                        """
                        { "data" : [{"usage":1,"text":"\\"}, \\\\"},[2,{"a":"}"}]], "a\\"b": "ö😀",
                          "usage" : {"total_tokens": 12, "details":{"x":[1,2]}} , "z":null}\s""",
                        piece);

        assertThat(scan.json("usage").toString())
                .isEqualTo("{\"total_tokens\":12,\"details\":{\"x\":[1,2]}}");
        assertThat(scan.isWhole()).isTrue();
        assertThat(scan.json("error").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "null", "true", "\"a,}\\\"b\"", "[1,2]", "{}"})
    void anyKindOfValueIsFound(String value) {
        for (int piece : new int[] {1, 1000}) {
            assertThat(scan("{\"usage\":" + value + "}", piece).json("usage")).hasToString(value);
        }
    }

    @Test
    void whereAMemberStandsIncludesTheCommaThatGoesWithIt() {
        var middle = "{\"a\":1 , \"usage\" : null , \"b\":2}";
        var member = scan(middle, 1).member("usage");
        assertThat(cut(middle, member)).isEqualTo("{\"a\":1 , \"b\":2}");

        var first = "{ \"usage\":null,\"b\":2}";
        assertThat(scan(first, 1).member("usage").first()).isTrue();
        assertThat(cut(first, scan(first, 1).member("usage"))).isEqualTo("{ ,\"b\":2}");
    }

    private static String cut(String json, MemberScan.Member member) {
        return json.substring(0, (int) member.from()) + json.substring((int) member.to());
    }

    @Test
    void anObjectThatIsCutIsNotWhole() {
        assertThat(scan("{\"data\":[1,2]", 1).isWhole()).isFalse();
        assertThat(scan("{\"data\":\"}", 1).isWhole()).isFalse();
        assertThat(scan("", 1).isWhole()).isFalse();
    }

    @Test
    void aMemberWithoutAnEndIsForgotten() {
        var scan = scan("{\"usage\":\"" + "x".repeat(100_000) + "\",\"error\":1}", 4096);

        assertThat(scan.member("usage")).isNull();
        assertThat(scan.json("error").intValue()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[1]", "\"usage\"", "<html>", "{]}}}\"usage\":1", "{\"usage\":}", "{,,}"})
    void whatIsNoJsonDoesNoHarm(String text) {
        assertThat(scan(text, 1).json("usage").isMissingNode()).isTrue();
    }

    @Test
    void aByteOrderMarkIsNoReasonNotToLook() {
        assertThat(scan("\uFEFF{\"usage\":1}", 1).json("usage").intValue()).isOne();
    }
}
