package io.smoothllm.proxy.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.proxy.dialect.TokenQuestion.Content;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountedContentTest {
    @Test
    void everythingThatAModelReadsIsInIt() {
        var content =
                of(
                        "{'model':'m','system':[{'type':'text','text':'SYSTEM'}],'messages':["
                                + "{'role':'user','content':'HELLO'},"
                                + "{'role':'assistant','content':[{'type':'thinking','thinking':'THOUGHT','signature':'x'},"
                                + "{'type':'redacted_thinking','data':'hidden'},"
                                + "{'type':'tool_use','id':'t','name':'CALL','input':{'ARGUMENT':1}}]},"
                                + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t','content':[{'type':'text','text':'RESULT'}]},"
                                + "{'type':'document','title':'TITLE','source':{'type':'text','data':'LETTER'}}]}],"
                                + "'tools':[{'name':'TOOL','description':'DOES','input_schema':{'SCHEMA':1}}],"
                                + "'metadata':{'user_id':'nobody'}}");

        assertThat(content.text().toString().split("\\W+"))
                .contains(
                        "SYSTEM",
                        "HELLO",
                        "THOUGHT",
                        "CALL",
                        "ARGUMENT",
                        "RESULT",
                        "TITLE",
                        "LETTER",
                        "TOOL",
                        "DOES",
                        "SCHEMA")
                .doesNotContain("hidden", "nobody", "user", "model");
    }

    @Test
    void picturesAndDocumentsAreNotCountedByTheirLetters() {
        var content =
                of(
                        "{'model':'m','messages':[{'role':'user','content':["
                                + "{'type':'image','source':{'type':'base64','data':'"
                                + "A".repeat(100_000)
                                + "'}},{'type':'document','source':{'type':'base64','data':'"
                                + "A".repeat(66_000)
                                + "'}}]}]}");

        assertThat(content.text()).isEmpty();
        assertThat(content.otherTokens()).isEqualTo(4 + 1_600 + 2_000);
    }

    @Test
    void whatIsOddIsPassedOver() {
        var content =
                of(
                        "{'model':'m','system':7,'tools':{},'messages':[{},{'content':{}},{'content':[7,'x',{}]}]}");

        assertThat(content.otherTokens()).isEqualTo(3 * 4);
    }

    /// Single quotes stand for double ones.
    private static Content of(String body) {
        return CountedContent.of(
                MessagesEnvelope.readQuestion(
                        body.replace('\'', '"').getBytes(UTF_8),
                        new NativeWishes(null, List.of(), false)));
    }
}
