package io.smoothllm.proxy.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputReaderTest {
    @Test
    void aMessageNeedsNoType() throws Exception {
        var messages =
                read(
                        """
                        {"role":"user","content":"a"},
                        {"type":"message","role":"developer","content":[{"type":"input_text","text":"b"}]},
                        {"role":"system","content":"c"},
                        {"role":"assistant","content":"d"}""");

        assertThat(messages)
                .containsExactly(
                        message(Role.USER, text("a")),
                        message(Role.SYSTEM, text("b")),
                        message(Role.SYSTEM, text("c")),
                        message(Role.ASSISTANT, text("d")));
    }

    @Test
    void whatTheModelSaidInARowIsOneTurnAndSoAreItsResults() throws Exception {
        var messages =
                read(
                        """
                        {"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"let me see","annotations":[]}]},
                        {"type":"function_call","id":"fc_1","call_id":"c1","name":"look","arguments":"{\\"b\\":1.0,\\"a\\":9007199254740993}"},
                        {"type":"function_call","id":"fc_2","call_id":"c2","name":"now","arguments":""},
                        {"type":"function_call_output","call_id":"c2","output":"noon"},
                        {"type":"function_call_output","call_id":"c1","output":[{"type":"input_text","text":"seen"},{"type":"input_image","image_url":"data:image/png;base64,AA==","detail":"auto"}]},
                        {"role":"user","content":"and?"}""");

        assertThat(messages)
                .containsExactly(
                        message(
                                Role.ASSISTANT,
                                text("let me see"),
                                new Part.ToolCall(
                                        "c1", "look", "{\"b\":1.0,\"a\":9007199254740993}", null),
                                new Part.ToolCall("c2", "now", "{}", null)),
                        message(
                                Role.USER,
                                result("c2", text("noon")),
                                result(
                                        "c1",
                                        text("seen"),
                                        new Part.Image(
                                                new Part.Media.Inline("image/png", "AA=="), null))),
                        message(Role.USER, text("and?")));
    }

    @Test
    void aTextBehindACallStaysInItsTurn() throws Exception {
        var messages =
                read(
                        """
                        {"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},
                        {"role":"assistant","content":"working"},
                        {"type":"function_call_output","call_id":"c1","output":"ok"}""");

        assertThat(messages)
                .containsExactly(
                        message(
                                Role.ASSISTANT,
                                new Part.ToolCall("c1", "f", "{}", null),
                                text("working")),
                        message(Role.USER, result("c1", text("ok"))));
    }

    @Test
    void aRefusalIsWhatTheModelSaid() throws Exception {
        assertThat(
                        read(
                                """
                                {"role":"assistant","content":[{"type":"refusal","refusal":"no"}]}"""))
                .containsExactly(message(Role.ASSISTANT, text("no")));
    }

    @Test
    void signedThoughtsGoBackAsTheyWere() throws Exception {
        var messages =
                read(
                        """
                        {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"sig=="},
                        {"type":"reasoning","id":"rs_2","summary":[],"content":[{"type":"reasoning_text","text":"ha"}],"encrypted_content":"gemini.xyz"},
                        {"type":"reasoning","id":"rs_3","summary":[],"encrypted_content":"redacted.data"},
                        {"role":"assistant","content":"so"}""");

        assertThat(messages)
                .containsExactly(
                        message(
                                Role.ASSISTANT,
                                new Part.Thinking(
                                        "hm", new Signature(Signature.Maker.CLAUDE, "sig==")),
                                new Part.Thinking(
                                        "ha", new Signature(Signature.Maker.GEMINI, "xyz")),
                                new Part.RedactedThinking("data"),
                                text("so")));
    }

    @Test
    void whatOpenAiEncryptedIsNobodyElsesSignature() throws Exception {
        var messages =
                read(
                        """
                        {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"gAAAAABoISQ24OyVRYbk"},
                        {"type":"reasoning","id":"rs_2","summary":[],"encrypted_content":"gAAAAABoISQ24OyVRYbk"},
                        {"type":"reasoning","id":"rs_3","summary":[]},
                        {"role":"assistant","content":"so"}""");

        assertThat(messages)
                .containsExactly(
                        message(Role.ASSISTANT, new Part.Thinking("hm", null), text("so")));
    }

    @Test
    void aBareSignatureStandsInFrontOfItsCall() throws Exception {
        var messages =
                read(
                        """
                        {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gemini.s"},
                        {"type":"function_call","call_id":"c1","name":"f","arguments":"{}"}""");

        assertThat(messages)
                .containsExactly(
                        message(
                                Role.ASSISTANT,
                                new Part.Thinking("", new Signature(Signature.Maker.GEMINI, "s")),
                                new Part.ToolCall("c1", "f", "{}", null)));
    }

    @Test
    void aCustomCallBecomesACallWithOneArgument() throws Exception {
        var messages =
                read(
                        """
                        {"type":"custom_tool_call","call_id":"c1","name":"apply_patch","input":"*** \\"x\\"\\n"},
                        {"type":"custom_tool_call_output","call_id":"c1","output":"done"}""");

        assertThat(messages)
                .containsExactly(
                        message(
                                Role.ASSISTANT,
                                new Part.ToolCall(
                                        "c1",
                                        "apply_patch",
                                        "{\"input\":\"*** \\\"x\\\"\\n\"}",
                                        null)),
                        message(Role.USER, result("c1", text("done"))));
    }

    @Test
    void aNamespaceIsPartOfTheName() throws Exception {
        var messages =
                read(
                        """
                        {"type":"function_call","call_id":"c1","namespace":"mcp__git","name":"log","arguments":"{}"}""");

        assertThat(messages)
                .containsExactly(
                        message(
                                Role.ASSISTANT,
                                new Part.ToolCall("c1", "mcp__git__log", "{}", null)));
    }

    @Test
    void filesAreTakenInEveryForm() throws Exception {
        var messages =
                read(
                        """
                        {"role":"user","content":[
                          {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,AA=="},
                          {"type":"input_file","filename":"b.PDF","file_data":"BB=="},
                          {"type":"input_file","file_url":"https://example.com/c.pdf"},
                          {"type":"input_image","image_url":"https://example.com/d.png"},
                          {"type":"input_image","image_url":"data:application/pdf;base64,CC=="}]}""");

        assertThat(messages)
                .containsExactly(
                        message(
                                Role.USER,
                                new Part.Document(pdf("AA=="), "a.pdf", null),
                                new Part.Document(pdf("BB=="), "b.PDF", null),
                                new Part.Document(
                                        new Part.Media.Remote("https://example.com/c.pdf"),
                                        null,
                                        null),
                                new Part.Image(
                                        new Part.Media.Remote("https://example.com/d.png"), null),
                                new Part.Document(pdf("CC=="), null, null)));
    }

    @Test
    void theEndOfACachedPrefixIsMarked() throws Exception {
        var messages =
                read(
                        """
                        {"role":"user","content":[
                          {"type":"input_text","text":"a","prompt_cache_breakpoint":{"mode":"explicit"}},
                          {"type":"input_text","text":"b","cache_control":{"type":"ephemeral","ttl":"1h"}}]}""");

        assertThat(messages)
                .containsExactly(
                        message(
                                Role.USER,
                                new Part.Text("a", json("{\"type\":\"ephemeral\"}")),
                                new Part.Text(
                                        "b", json("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'role':'robot','content':'a'}|input[0].role",
                "{'content':'a'}|input[0].role",
                "{'role':'user'}|input[0].content",
                "{'role':'user','content':1}|input[0].content",
                "{'role':'user','content':[{'type':'input_text'}]}|input[0].content[0].text",
                "{'role':'user','content':[{'type':'input_image'}]}|input[0].content[0].image_url",
                "{'role':'user','content':[{'type':'input_image','image_url':'ftp://x'}]}|input[0].content[0].image_url",
                "{'role':'user','content':[{'type':'input_file'}]}|input[0].content[0].file_data",
                "{'role':'user','content':[{'type':'input_file','file_data':'AA=='}]}|input[0].content[0].file_data",
                "{'type':'function_call','name':'f','arguments':'{}'}|input[0].call_id",
                "{'type':'function_call','call_id':'c','arguments':'{}'}|input[0].name",
                "{'type':'function_call','call_id':'c','name':'f','arguments':'[]'}|input[0].arguments",
                "{'type':'function_call','call_id':'c','name':'f','arguments':{}}|input[0].arguments",
                "{'type':'custom_tool_call','call_id':'c','name':'f'}|input[0].input",
                "{'type':'function_call_output','call_id':'c','output':'x'}|input[0]",
                "{'type':'custom_tool_call_output','call_id':'c','output':'x'}|input[0]",
                "{'type':'function_call','call_id':'c','name':'f','arguments':'{}'},{'type':'function_call_output','call_id':'d','output':'x'}|input[1]",
                "{'type':'function_call','call_id':'c','name':'f','arguments':'{}'},{'type':'function_call_output','call_id':'c'}|input[1].output",
                "{'type':7}|input[0].type",
            })
    void namesTheItemThatIsWrong(String items, String param) {
        var refused =
                catchThrowableOfType(ProblemException.class, () -> read(items.replace('\'', '"')));

        assertThat(refused.problem())
                .isInstanceOfSatisfying(
                        Problem.InvalidRequest.class, p -> assertThat(p.param()).isEqualTo(param));
    }

    private static List<Message> read(String items) throws Exception {
        return new InputReader(new ToolReader(new ArrayList<>())).read(json("[" + items + "]"));
    }

    private static JsonNode json(String text) throws Exception {
        return Json.MAPPER.readTree(text);
    }

    private static Message message(Role role, Part... parts) {
        return new Message(role, List.of(parts));
    }

    private static Part text(String text) {
        return new Part.Text(text, null);
    }

    private static Part.Media pdf(String base64) {
        return new Part.Media.Inline("application/pdf", base64);
    }

    private static Part result(String callId, Part... content) {
        return new Part.ToolResult(callId, List.of(content), false, null);
    }
}
