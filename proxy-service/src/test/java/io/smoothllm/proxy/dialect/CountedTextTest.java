package io.smoothllm.proxy.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTextTest {
    private static TextSample request(String singleQuoted) {
        return CountedText.of(singleQuoted.replace('\'', '"').getBytes(UTF_8), CountedText.REQUEST);
    }

    @Test
    void whatIsSaidCountsAndWhatOnlyLabelsItDoesNot() {
        var text =
                request(
                        "{'model':'gpt','messages':[{'role':'user','content':'Hello'},"
                                + "{'role':'tool','tool_call_id':'call_1','content':[{'type':'text','text':' ö😀'}]}],'user':'me'}");

        assertThat(text.beginning().toString()).isEqualTo("Hello ö😀");
        assertThat(text.length()).isEqualTo(9);
    }

    @Test
    void pictureAndSoundAreNoText() {
        var text =
                request(
                        "{'messages':[{'content':[{'image_url':{'url':'data:image/png;base64,AAAA'}},"
                                + "{'input_audio':{'data':'AAAA','format':''}},{'source':{'data':'AAAA'}}]}]}");

        assertThat(text.length()).isZero();
    }

    @Test
    void theNamesOfASchemaCount() {
        var text =
                request(
                        "{'tools':[{'type':'function','function':{'name':'f','parameters':{'properties':{'city':{'type':'string'}}}}}]}");

        assertThat(text.beginning().toString()).contains("f").contains("city");
    }

    @Test
    void tokensInPlaceOfTextCountAsSuch() {
        assertThat(request("{'input':[1,2,3],'dimensions':256}").length()).isEqualTo(12);
    }

    @Test
    void ofALongTextTheBeginningIsKept() {
        var text = request("{'prompt':'" + "x".repeat(200_000) + "'}");

        assertThat(text.beginning()).hasSize(64 * 1024);
        assertThat(text.length()).isEqualTo(200_000);
    }

    @Test
    void brokenJsonCountsAsFarAsItCanBeRead() {
        assertThat(request("{'prompt':'abc','x':}").beginning().toString()).isEqualTo("abc");
        assertThat(request("data: nonsense").length()).isPositive();
    }
}
