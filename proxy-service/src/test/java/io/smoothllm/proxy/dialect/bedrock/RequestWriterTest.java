package io.smoothllm.proxy.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ChatRequest.Labels;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Amount;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Level;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.ChatRequest.Sampling;
import io.smoothllm.proxy.dialect.ChatRequest.Tool;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.ChatRequest.Tools;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.JsonTool;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.CandidateFixture;
import io.smoothllm.testing.fixtures.ModelFixture;
import io.smoothllm.testing.fixtures.ProviderFixture;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the golden cases do not show: which hints a client is told were left out, and how far a
/// model's own limits go.
class RequestWriterTest {
    private static final Sampling NO_SAMPLING =
            new Sampling(null, null, null, null, null, null, List.of());
    private static final JsonNode MARK =
            JsonNodeFactory.instance.objectNode().put("type", "ephemeral");
    private static final Tool NOW =
            new Tool("now", null, JsonNodeFactory.instance.objectNode(), null, null);
    private static final List<Message> HI =
            List.of(new Message(Role.USER, List.of(new Part.Text("hi", null))));
    private static final List<Message> CALLED =
            List.of(
                    HI.getFirst(),
                    new Message(
                            Role.ASSISTANT, List.of(new Part.ToolCall("t1", "now", "{}", null))),
                    new Message(
                            Role.USER, List.of(new Part.ToolResult("t1", List.of(), false, null))));

    private Compatibility compatibility = Compatibility.DEFAULT;
    private String model = "us.anthropic.claude-x-v1:0";
    private Integer maxOutput;
    private List<Message> messages = HI;
    private Tools tools = Tools.NONE;
    private Integer maxTokens;
    private Sampling sampling = NO_SAMPLING;
    private Reasoning reasoning;
    private OutputFormat format;
    private Labels labels = Labels.NONE;

    @Test
    void nothingIsLeftOutOfALittleRequest() {
        assertThat(ignored()).isEmpty();
    }

    @Test
    void whatConverseHasNoWordForIsTold() {
        sampling =
                new Sampling(null, null, null, 1L, BigDecimal.ZERO, BigDecimal.ONE, List.of(" "));
        labels = new Labels("ada", "scale", "low", "key", metadata("größe", "x"));

        assertThat(ignored())
                .containsExactlyInAnyOrder(
                        "stop",
                        "seed",
                        "frequency_penalty",
                        "user",
                        "service_tier",
                        "verbosity",
                        "prompt_cache_key",
                        "metadata");
    }

    @Test
    void whatOnlyClaudeKnowsIsToldToOthers() {
        model = "meta.llama4-x-v1:0";
        sampling = new Sampling(null, null, 5, null, null, null, List.of());
        reasoning = effort(Level.HIGH);
        tools = new Tools(List.of(NOW), null, false);
        messages = List.of(new Message(Role.USER, List.of(new Part.Text("hi", MARK))));

        assertThat(ignored())
                .containsExactlyInAnyOrder(
                        "top_k", "reasoning_effort", "parallel_tool_calls", "cache_control");
    }

    @Test
    void whatThinkingForbidsIsTold() {
        reasoning = effort(Level.LOW);
        sampling =
                new Sampling(
                        new BigDecimal("0.5"),
                        new BigDecimal("0.5"),
                        5,
                        null,
                        null,
                        null,
                        List.of());
        tools = new Tools(List.of(NOW), new ToolChoice.Required(), true);

        assertThat(ignored())
                .containsExactlyInAnyOrder("temperature", "top_p", "top_k", "tool_choice");
    }

    @Test
    void aChoiceOfNoneThatCannotBeSaidIsTold() {
        messages = CALLED;
        tools = new Tools(List.of(NOW), new ToolChoice.None(), true);

        assertThat(ignored()).containsExactly("tool_choice");
    }

    @Test
    void aChoiceOfNoneThatCanIsNot() {
        tools = new Tools(List.of(NOW), new ToolChoice.None(), true);

        assertThat(ignored()).isEmpty();
    }

    @Test
    void anAnswerThatMustBeACallIsNotThoughtAbout() {
        compatibility = new Compatibility(null, null, null, null, null, false, null, null);
        reasoning = effort(Level.LOW);
        format =
                new OutputFormat.Matching(
                        "x",
                        null,
                        JsonNodeFactory.instance.objectNode().put("type", "object"),
                        true);

        assertThat(written().has("additionalModelRequestFields")).isFalse();
        assertThat(ignored()).containsExactly("reasoning_effort");
    }

    @Test
    void aBudgetThatFitsNowhereIsTold() {
        compatibility = new Compatibility(null, null, null, null, null, null, null, false);
        reasoning = effort(Level.HIGH);
        maxTokens = 1_000;
        maxOutput = 1_500;

        assertThat(written().has("additionalModelRequestFields")).isFalse();
        assertThat(ignored()).containsExactly("reasoning_effort");
    }

    @Test
    void aBudgetGoesNoFurtherThanTheModel() {
        compatibility = new Compatibility(null, null, null, null, null, null, null, false);
        reasoning = effort(Level.MAX);
        maxTokens = 1_000;
        maxOutput = 5_000;

        var body = written();

        assertThat(body.at("/inferenceConfig/maxTokens").asInt()).isEqualTo(5_000);
        assertThat(body.at("/additionalModelRequestFields/thinking/budget_tokens").asInt())
                .isEqualTo(4_000);
    }

    @Test
    void wishesToReadAlongAreClaudesOwn() {
        reasoning = new Reasoning(new Amount.Adaptive(), true);

        assertThat(written().at("/additionalModelRequestFields/thinking/display").asText())
                .isEqualTo("summarized");
    }

    @Test
    void aToolOfOurOwnNameIsRefused() {
        tools =
                new Tools(
                        List.of(new Tool(JsonTool.NAME, null, NOW.schema(), null, null)),
                        null,
                        true);

        assertRefused("tools");
    }

    @Test
    void noTokensAreNoAnswer() {
        maxTokens = 0;

        assertRefused("max_tokens");
    }

    @Test
    void whatWasNotFetchedIsRefused() {
        messages =
                List.of(
                        new Message(
                                Role.USER,
                                List.of(
                                        new Part.Image(
                                                new Part.Media.Remote("https://example.com/x"),
                                                null))));

        assertRefused("messages");
    }

    private static Reasoning effort(Level level) {
        return new Reasoning(new Amount.Effort(level), null);
    }

    private static JsonNode metadata(String key, String value) {
        return JsonNodeFactory.instance.objectNode().put(key, value);
    }

    private void assertRefused(String param) {
        assertThatThrownBy(() -> writer().write())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e ->
                                assertThat(e.problem())
                                        .isInstanceOfSatisfying(
                                                Problem.Unsupported.class,
                                                problem ->
                                                        assertThat(problem.param())
                                                                .isEqualTo(param)));
    }

    private List<String> ignored() {
        var writer = writer();
        writer.write();
        return writer.ignored();
    }

    private JsonNode written() {
        try {
            return Json.MAPPER.readTree(writer().write());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private RequestWriter writer() {
        var theirs = ModelFixture.model("m").upstream(model);
        if (maxOutput != null) {
            theirs.holding(200_000, maxOutput);
        }
        var candidate =
                CandidateFixture.of(
                        ProviderFixture.aProviderOf(Dialect.BEDROCK)
                                .compatible(compatibility)
                                .with(theirs),
                        null);
        return new RequestWriter(
                new ChatRequest(
                        messages, tools, maxTokens, 1, null, sampling, reasoning, format, labels,
                        false, List.of()),
                candidate);
    }
}
