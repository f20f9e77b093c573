package io.smoothllm.proxy.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.Wire;
import io.smoothllm.model.catalog.CatalogModel;
import io.smoothllm.model.catalog.Compatibility;
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
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestWriterTest {
    private static final Sampling NO_WISH =
            new Sampling(null, null, null, null, null, null, List.of());

    private static final JsonNode SCHEMA = json("{'type':'object','properties':{}}");

    @Test
    void tellsWhichHintsItLeavesOut() {
        var sampling =
                new Sampling(
                        new BigDecimal("0.5"),
                        new BigDecimal("0.9"),
                        null,
                        7L,
                        new BigDecimal("0.1"),
                        BigDecimal.ZERO,
                        List.of(" ", "END"));
        var labels = new Labels("ada@example.com", "flex", "low", "k", json("{'a':'b'}"));
        var writer = writer(request(100, sampling, null, null, labels, Tools.NONE), "{}", null);

        var body = json(writer.write().toString());

        assertThat(writer.ignored())
                .containsExactlyInAnyOrder(
                        "top_p",
                        "seed",
                        "presence_penalty",
                        "stop",
                        "user",
                        "service_tier",
                        "verbosity",
                        "prompt_cache_key",
                        "metadata");
        assertThat(body.path("stop_sequences").toString()).isEqualTo("[\"END\"]");
        assertThat(body.has("metadata")).isFalse();
    }

    @Test
    void defaultsAreNoHintsThatWereLost() {
        var sampling =
                new Sampling(
                        new BigDecimal("0.5"),
                        new BigDecimal("1.0"),
                        null,
                        null,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        List.of());
        var writer =
                writer(request(100, sampling, null, null, Labels.NONE, Tools.NONE), "{}", null);

        writer.write();

        assertThat(writer.ignored()).isEmpty();
    }

    @Test
    void tellsWhatAModelThatTakesNoSamplingDoesNotGet() {
        var sampling =
                new Sampling(new BigDecimal("0.5"), BigDecimal.ONE, 3, null, null, null, List.of());
        var writer =
                writer(
                        request(100, sampling, null, null, Labels.NONE, Tools.NONE),
                        "{'sampling':false}",
                        null);

        var body = json(writer.write().toString());

        assertThat(writer.ignored()).containsExactly("temperature", "top_k");
        assertThat(body.has("temperature") || body.has("top_p") || body.has("top_k")).isFalse();
    }

    @Test
    void whileItThinksAModelIsNotToldHowToDraw() {
        var sampling =
                new Sampling(
                        new BigDecimal("1.5"),
                        new BigDecimal("0.5"),
                        3,
                        null,
                        null,
                        null,
                        List.of());
        var thinking = new Reasoning(new Amount.Adaptive(), true);
        var writer =
                writer(request(100, sampling, thinking, null, Labels.NONE, forced()), "{}", null);

        var body = json(writer.write().toString());

        assertThat(body.path("temperature").decimalValue()).isEqualByComparingTo("1");
        assertThat(body.path("thinking").toString())
                .isEqualTo("{\"type\":\"adaptive\",\"display\":\"summarized\"}");
        assertThat(body.at("/tool_choice/type").textValue()).isEqualTo("auto");
        assertThat(writer.ignored()).containsExactlyInAnyOrder("top_p", "top_k", "tool_choice");
    }

    /// The budget must be 1,024 at least, and less than the limit.
    @ParameterizedTest
    @CsvSource({
        // limit, budget, model's own limit; what is sent
        "5000, 2000, 8000, 5000, 2000",
        "5000, 10, 8000, 5000, 1024",
        "2000, 2000, 8000, 4000, 2000",
        "2000, 7000, 8000, 8000, 6000",
        "100, 32000, 0, 32100, 32000"
    })
    void theLimitMakesRoomForTheBudget(
            int limit, int budget, int modelMax, int sentLimit, int sentBudget) {
        var reasoning = new Reasoning(new Amount.Budget(budget), null);
        var request = request(limit, NO_WISH, reasoning, null, Labels.NONE, Tools.NONE);

        var body = json(writer(request, "{}", modelMax == 0 ? null : modelMax).write().toString());

        assertThat(body.path("max_tokens").intValue()).isEqualTo(sentLimit);
        assertThat(body.at("/thinking/budget_tokens").intValue()).isEqualTo(sentBudget);
    }

    @Test
    void aModelWithoutRoomForThoughtAnswersWithout() {
        var reasoning = new Reasoning(new Amount.Effort(Level.HIGH), null);
        var request = request(4000, NO_WISH, reasoning, null, Labels.NONE, Tools.NONE);
        var writer = writer(request, "{'adaptiveThinking':false}", 4096);

        var body = json(writer.write().toString());

        assertThat(body.path("max_tokens").intValue()).isEqualTo(4000);
        assertThat(body.has("thinking")).isFalse();
        assertThat(writer.ignored()).containsExactly("reasoning_effort");
    }

    @Test
    void theModelsOwnLimitIsTheDefault() {
        var request = request(null, NO_WISH, null, null, Labels.NONE, Tools.NONE);

        assertThat(json(writer(request, "{}", 8192).write().toString()).path("max_tokens").asInt())
                .isEqualTo(8192);
        assertThat(json(writer(request, "{}", null).write().toString()).path("max_tokens").asInt())
                .isEqualTo(4096);
    }

    @Test
    void thoughtMakesRoomForAnAnswerThatMustMatch() {
        var format = new OutputFormat.Matching("n", "What it says.", SCHEMA, true);
        var reasoning = new Reasoning(new Amount.Effort(Level.HIGH), null);
        var request = request(100, NO_WISH, reasoning, format, Labels.NONE, Tools.NONE);
        var writer = writer(request, "{'jsonSchema':false}", null);

        var body = json(writer.write().toString());

        assertThat(writer.ignored()).containsExactly("reasoning_effort");
        assertThat(body.has("thinking") || body.has("output_config")).isFalse();
        assertThat(body.at("/tools/0/description").textValue()).isEqualTo("What it says.");
    }

    @ParameterizedTest
    @CsvSource({"2, , n", "1, 0, logprobs"})
    void refusesWhatWouldChangeTheAnswer(int choices, Integer logProbs, String param) {
        var request =
                new ChatRequest(
                        hello(),
                        Tools.NONE,
                        100,
                        choices,
                        logProbs,
                        NO_WISH,
                        null,
                        null,
                        Labels.NONE,
                        false,
                        List.of());

        var refused =
                catchThrowableOfType(
                        ProblemException.class, () -> writer(request, "{}", null).write());

        assertThat(refused.problem())
                .isInstanceOfSatisfying(
                        Problem.Unsupported.class, p -> assertThat(p.param()).isEqualTo(param));
    }

    @Test
    void tooManyCacheMarksLoseTheFirst() {
        var mark = json("{'type':'ephemeral'}");
        var parts = new ArrayList<Part>();
        for (int i = 0; i < 3; i++) {
            parts.add(new Part.Text("t" + i, mark));
        }
        parts.add(new Part.ToolResult("c", List.of(new Part.Text("in", mark)), false, mark));
        var request =
                new ChatRequest(
                        List.of(
                                new Message(Role.SYSTEM, List.of(new Part.Text("s", mark))),
                                new Message(Role.USER, parts)),
                        Tools.NONE,
                        100,
                        1,
                        null,
                        NO_WISH,
                        null,
                        null,
                        Labels.NONE,
                        false,
                        List.of());
        var writer = writer(request, "{}", null);

        var body = writer.write().toString();

        assertThat(body.split("cache_control", -1)).hasSize(1 + 4);
        assertThat(json(body).at("/system/0").has("cache_control")).isFalse();
        assertThat(writer.ignored()).containsExactly("cache_control");
    }

    private static RequestWriter writer(ChatRequest request, String switches, Integer modelMax) {
        return new RequestWriter(
                request,
                new CatalogModel("m", "up", null, null, null, modelMax),
                Wire.read(
                        switches.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                        Compatibility.class));
    }

    private static ChatRequest request(
            Integer maxTokens,
            Sampling sampling,
            Reasoning reasoning,
            OutputFormat format,
            Labels labels,
            Tools tools) {
        return new ChatRequest(
                hello(), tools, maxTokens, 1, null, sampling, reasoning, format, labels, false,
                List.of());
    }

    private static List<Message> hello() {
        return List.of(new Message(Role.USER, List.of(new Part.Text("hi", null))));
    }

    private static Tools forced() {
        return new Tools(
                List.of(new Tool("look", null, SCHEMA, null, null)),
                new ToolChoice.Required(),
                true);
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
