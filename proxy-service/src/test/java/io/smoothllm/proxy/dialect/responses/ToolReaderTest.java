package io.smoothllm.proxy.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatRequest.Tool;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.responses.OfferedTools.ClientName;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolReaderTest {
    private static final String TOOLS =
            """
            [{"type":"function","name":"look","description":"Looks","strict":true,"parameters":{"type":"object","properties":{"b":{"$ref":"#/$defs/x"},"a":{}},"$defs":{"x":{}}}},
             {"type":"function","name":"now","parameters":null},
             {"type":"custom","name":"apply_patch","description":"Edits files","format":{"type":"grammar","syntax":"lark","definition":"start: /.+/s"}},
             {"type":"custom","name":"say"},
             {"type":"namespace","name":"mcp__git__","description":"Git","tools":[{"type":"function","name":"log"},{"type":"custom","name":"apply"}]}]""";

    private final List<String> ignored = new ArrayList<>();

    @Test
    void aFunctionKeepsItsSchemaWhole() throws Exception {
        var tool = read(TOOLS).tools().getFirst();

        assertThat(tool.name()).isEqualTo("look");
        assertThat(tool.description()).isEqualTo("Looks");
        assertThat(tool.strict()).isTrue();
        assertThat(tool.schema().toString())
                .isEqualTo(
                        "{\"type\":\"object\",\"properties\":{\"b\":{\"$ref\":\"#/$defs/x\"},\"a\":{}},\"$defs\":{\"x\":{}}}");
    }

    @Test
    void aFunctionWithoutParametersTakesNone() throws Exception {
        assertThat(read(TOOLS).tools().get(1).schema().toString())
                .isEqualTo("{\"type\":\"object\",\"properties\":{}}");
    }

    @Test
    void aCustomToolTakesOneTextAndTellsItsGrammar() throws Exception {
        var tool = read(TOOLS).tools().get(2);

        assertThat(tool.description())
                .startsWith("Edits files\n\n")
                .endsWith("It must match this lark grammar:\n\nstart: /.+/s");
        assertThat(tool.schema().toString())
                .isEqualTo(
                        "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},\"required\":[\"input\"],\"additionalProperties\":false}");
    }

    @Test
    void everyToolIsKnownByTheClientsNameForIt() throws Exception {
        var offered = read(TOOLS);

        assertThat(offered.tools())
                .extracting(Tool::name)
                .containsExactly(
                        "look", "now", "apply_patch", "say", "mcp__git__log", "mcp__git__apply");
        assertThat(offered.clientName("look")).isEqualTo(new ClientName(false, null, "look"));
        assertThat(offered.clientName("apply_patch"))
                .isEqualTo(new ClientName(true, null, "apply_patch"));
        assertThat(offered.clientName("mcp__git__log"))
                .isEqualTo(new ClientName(false, "mcp__git__", "log"));
        assertThat(offered.clientName("mcp__git__apply"))
                .isEqualTo(new ClientName(true, "mcp__git__", "apply"));
        assertThat(offered.clientName("invented"))
                .isEqualTo(new ClientName(false, null, "invented"));
        assertThat(ignored).containsExactly("tools[4].description");
    }

    @Test
    void aLongNameIsCutTheSameWayEachTime() {
        var namespace = "mcp__" + "n".repeat(50);

        var one = OfferedTools.neutral(namespace, "first_of_the_tools");
        var other = OfferedTools.neutral(namespace, "second_of_the_tools");

        assertThat(one).hasSizeLessThanOrEqualTo(64).matches("[a-zA-Z0-9_-]+");
        assertThat(one)
                .isNotEqualTo(other)
                .isEqualTo(OfferedTools.neutral(namespace, "first_of_the_tools"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'type':'function','name':'f'},{'type':'custom','name':'f'}]|tools[1].name",
                "[{'type':'function','name':'a__f'},{'type':'namespace','name':'a','tools':[{'type':'function','name':'f'}]}]|tools[1].tools[0].name",
                "[{'type':'namespace','tools':[]}]|tools[0].name",
                "[{'type':'custom','name':'f','format':{'type':'grammar','syntax':'lark'}}]|tools[0].format.definition",
            })
    void namesTheToolThatIsWrong(String tools, String param) {
        var refused =
                catchThrowableOfType(ProblemException.class, () -> read(tools.replace('\'', '"')));

        assertThat(refused.problem())
                .isInstanceOfSatisfying(
                        Problem.InvalidRequest.class, p -> assertThat(p.param()).isEqualTo(param));
    }

    @Test
    void aToolChoiceIsFlat() throws Exception {
        assertThat(choice("\"auto\"")).isEqualTo(new ToolChoice.Auto());
        assertThat(choice("\"none\"")).isEqualTo(new ToolChoice.None());
        assertThat(choice("\"required\"")).isEqualTo(new ToolChoice.Required());
        assertThat(choice("{\"type\":\"function\",\"name\":\"look\"}"))
                .isEqualTo(new ToolChoice.Named("look"));
        assertThat(choice("{\"type\":\"custom\",\"name\":\"say\"}"))
                .isEqualTo(new ToolChoice.Named("say"));
    }

    @Test
    void allowedToolsMayBeInNamespaces() throws Exception {
        assertThat(
                        choice(
                                """
                                {"type":"allowed_tools","mode":"required","tools":[
                                  {"type":"function","name":"now"},
                                  {"type":"function","namespace":"mcp__git__","name":"log"}]}"""))
                .isEqualTo(new ToolChoice.Allowed(Set.of("now", "mcp__git__log"), true));
    }

    @Test
    void whatTheModelMadeOfACustomToolsTextIsFoundAgain() {
        assertThat(OfferedTools.unwrapped("{\"input\":\"a\\nb\"}")).isEqualTo("a\nb");
        assertThat(OfferedTools.unwrapped("{\"patch\":\"a\"}")).isEqualTo("{\"patch\":\"a\"}");
        assertThat(OfferedTools.unwrapped("{\"input\":\"a")).isEqualTo("{\"input\":\"a");
        assertThat(OfferedTools.unwrapped("")).isEmpty();
    }

    private OfferedTools read(String tools) throws Exception {
        var reader = new ToolReader(ignored);
        reader.add(json(tools), "tools");
        return reader.read();
    }

    private ToolChoice choice(String choice) throws Exception {
        return ToolChoiceReader.read(json(choice), read(TOOLS));
    }

    private static JsonNode json(String text) throws Exception {
        return Json.MAPPER.readTree(text);
    }
}
