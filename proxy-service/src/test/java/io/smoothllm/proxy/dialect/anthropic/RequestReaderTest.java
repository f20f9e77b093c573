package io.smoothllm.proxy.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'something_new':1|something_new",
                "'cache_control':{'type':'ephemeral'}|cache_control",
                "'thinking':{'type':'between_tools'}|thinking",
                "'thinking':{'type':'enabled','budget_tokens':2000},'output_config':{'effort':'low'}|output_config.effort",
                "'tools':[{'name':'a','input_schema':{},'defer_loading':true},{'name':'b','input_schema':{},'defer_loading':false}]|tools.defer_loading",
                "'tools':[{'name':'a','input_schema':{},'input_examples':[]}]|tools.input_examples",
                "'system':null,'something_new':null|",
            })
    void tellsWhichHintsItLeavesOut(String members, String hints) {
        var request = read(members, "'hi'");

        assertThat(request.ignored())
                .isEqualTo(hints == null ? List.of() : List.of(hints.split(",")));
    }

    @Test
    void tellsThatNothingWillBeCited() {
        var request =
                read(
                        "'x':null",
                        "[{'type':'document','source':{'type':'text','media_type':'text/plain','data':'a'},'citations':{'enabled':true}}]");

        assertThat(request.ignored()).containsExactly("messages.citations");
    }

    @Test
    void aSignatureKnowsWhoseItIs() {
        var request =
                read(
                        "'x':null",
                        "'hi'},{'role':'assistant','content':[{'type':'thinking','thinking':'','signature':'gemini.abc'},{'type':'thinking','thinking':'a','signature':'Eq='},{'type':'thinking','thinking':'b','signature':''},{'type':'thinking','thinking':'c'}]");

        assertThat(request.messages().getLast().parts())
                .containsExactly(
                        new Part.Thinking("", new Signature(Signature.Maker.GEMINI, "abc")),
                        new Part.Thinking("a", new Signature(Signature.Maker.CLAUDE, "Eq=")),
                        new Part.Thinking("b", null),
                        new Part.Thinking("c", null));
    }

    @Test
    void theMarkerOfADocumentMadeOfBlocksIsOnItsLastBlock() {
        var request =
                read(
                        "'x':null",
                        "[{'type':'document','cache_control':{'type':'ephemeral'},'source':{'type':'content','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}}]");

        assertThat(request.messages().getFirst().parts())
                .extracting(part -> ((Part.Text) part).cacheControl() != null)
                .containsExactly(false, true);
    }

    @Test
    void whatWasAskedIsSaidInTheNeutralForm() {
        var request =
                read(
                        "'metadata':{'user_id':'u'},'service_tier':'standard_only','thinking':{'type':'adaptive','display':'omitted'}",
                        "''");

        assertThat(request.labels().userId()).isEqualTo("u");
        assertThat(request.labels().serviceTier()).isEqualTo("default");
        assertThat(request.reasoning())
                .isEqualTo(
                        new ChatRequest.Reasoning(
                                new ChatRequest.Reasoning.Amount.Adaptive(), false));
        assertThat(request.messages().getFirst().parts()).isEmpty();
    }

    /// Single quotes stand for double ones.
    private static ChatRequest read(String members, String content) {
        var body =
                "{'model':'m','max_tokens':100,'messages':[{'role':'user','content':"
                        + content
                        + "}],"
                        + members
                        + "}";
        return RequestReader.read(
                MessagesEnvelope.read(
                        body.replace('\'', '"').getBytes(UTF_8),
                        new NativeWishes(null, List.of(), false)));
    }
}
