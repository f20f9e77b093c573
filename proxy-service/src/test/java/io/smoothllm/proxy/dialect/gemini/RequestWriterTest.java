package io.smoothllm.proxy.dialect.gemini;

import static io.smoothllm.proxy.dialect.gemini.Question.aQuestion;
import static io.smoothllm.proxy.dialect.gemini.Question.text;
import static io.smoothllm.proxy.dialect.gemini.Question.tool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatRequest.Labels;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Amount;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Level;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.ChatRequest.Sampling;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Part.Media;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What no client says yet, or not so that the golden grid could see it.
class RequestWriterTest {
    private static final String NEWEST = "gemini-4-argon";

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-pro, 1, 128",
        "gemini-2.5-pro, 40000, 32768",
        "gemini-2.5-flash, 2000, 2000",
        "gemini-2.5-flash, 30000, 24576",
        "gemini-2.5-flash-lite, 100, 512",
    })
    void budgetIsHeldWithinWhatTheModelTakes(String model, int wished, int expected)
            throws IOException {
        var config = thinking(new Amount.Budget(wished), null, model);

        assertThat(config)
                .isEqualTo(json("{'thinkingBudget':" + expected + ",'includeThoughts':true}"));
    }

    @ParameterizedTest
    @CsvSource({"1, LOW", "4608, LOW", "4609, MEDIUM", "16384, MEDIUM", "16385, HIGH"})
    void budgetBecomesTheNearestLevelFromGemini3On(int wished, String expected) throws IOException {
        var config = thinking(new Amount.Budget(wished), null, NEWEST);

        assertThat(config)
                .isEqualTo(json("{'thinkingLevel':'" + expected + "','includeThoughts':true}"));
    }

    @ParameterizedTest
    @CsvSource({"LOW, MINIMAL", "MEDIUM, MINIMAL", "HIGH, HIGH"})
    void effortBecomesTheStrongestLevelThatIsNotStronger(Level wished, String expected)
            throws IOException {
        var config = thinking(new Amount.Effort(wished), null, "gemma-4-31b-it");

        assertThat(config.path("thinkingLevel").asText()).isEqualTo(expected);
    }

    @Test
    void adaptiveThinkingIsTheModelsOwnWay() throws IOException {
        assertThat(thinking(new Amount.Adaptive(), null, NEWEST))
                .isEqualTo(json("{'includeThoughts':true}"));
        assertThat(thinking(new Amount.Adaptive(), null, "gemini-2.5-flash"))
                .isEqualTo(json("{'thinkingBudget':-1,'includeThoughts':true}"));
    }

    @Test
    void thoughtsNobodyWantsToReadAreNotSent() throws IOException {
        assertThat(thinking(new Amount.Effort(Level.HIGH), false, NEWEST))
                .isEqualTo(json("{'thinkingLevel':'HIGH'}"));
        assertThat(thinking(null, true, NEWEST)).isEqualTo(json("{'includeThoughts':true}"));
        assertThat(thinking(new Amount.Adaptive(), false, NEWEST)).isEqualTo(json("null"));
    }

    @Test
    void thinkingThatCannotBeTurnedOffIsReported() {
        var writer = aQuestion().thinking(new Reasoning(new Amount.Off(), null)).askedOf(NEWEST);

        writer.write();

        assertThat(writer.ignored()).containsExactly("reasoning_effort");
    }

    @Test
    void severalChoicesAndProbabilitiesAreAskedFor() throws IOException {
        var config = body(aQuestion().choices(3).logProbs(5)).path("generationConfig");

        assertThat(config)
                .isEqualTo(json("{'candidateCount':3,'responseLogprobs':true,'logprobs':5}"));
    }

    @Test
    void probabilitiesWithoutAlternativesAreAskedForWithoutANumber() throws IOException {
        assertThat(body(aQuestion().logProbs(0)).path("generationConfig"))
                .isEqualTo(json("{'responseLogprobs':true}"));
    }

    @Test
    void anyJsonIsAMediaTypeAndNoSchema() throws IOException {
        assertThat(body(aQuestion().in(new OutputFormat.AnyJson())).path("generationConfig"))
                .isEqualTo(json("{'responseMimeType':'application/json'}"));
    }

    @ParameterizedTest
    @CsvSource({
        "2147483647, 2147483647",
        "-2147483648, -2147483648",
        "2147483648, -2147483648",
        "4294967297, 0"
    })
    void seedHasThirtyTwoBits(long given, int sent) throws IOException {
        var question = aQuestion().drawn(sampling(null, given));

        assertThat(body(question).path("generationConfig").path("seed").intValue()).isEqualTo(sent);
    }

    @Test
    void topKIsKnownToGemini() throws IOException {
        assertThat(body(aQuestion().drawn(sampling(40, null))).path("generationConfig"))
                .isEqualTo(json("{'topK':40}"));
    }

    @Test
    void allowedToolsStayOfferedAndAreNamed() throws IOException {
        var choice = new ToolChoice.Allowed(Set.of("c", "b"), true);
        var question =
                aQuestion()
                        .offering(choice, true, tool("a", null), tool("b", null), tool("c", null));

        var body = body(question);

        assertThat(body.at("/tools/0/functionDeclarations")).hasSize(3);
        assertThat(body.at("/toolConfig/functionCallingConfig"))
                .isEqualTo(json("{'mode':'ANY','allowedFunctionNames':['b','c']}"));
    }

    @Test
    void allowedToolsThatNeedNotBeUsedAreValidated() throws IOException {
        var choice = new ToolChoice.Allowed(Set.of("a"), false);
        var question = aQuestion().offering(choice, true, tool("a", null), tool("b", null));

        assertThat(body(question).at("/toolConfig/functionCallingConfig"))
                .isEqualTo(json("{'mode':'VALIDATED','allowedFunctionNames':['a']}"));
    }

    @Test
    void whatIsLeftOutIsReportedOnce() throws IOException {
        var mark = json("{'type':'ephemeral'}");
        var question =
                aQuestion()
                        .said(Role.SYSTEM, new Part.Text("s", mark))
                        .said(
                                Role.USER,
                                new Part.Text("hi", mark),
                                new Part.Document(
                                        new Media.Inline("application/pdf", "JVBERi0="),
                                        "a.pdf",
                                        mark))
                        .offering(null, false, tool("a", true), tool("b", true))
                        .drawn(
                                new Sampling(
                                        null,
                                        null,
                                        null,
                                        null,
                                        BigDecimal.ONE,
                                        BigDecimal.ONE,
                                        List.of()))
                        .labelled(new Labels("u", "scale", "low", "k", json("{'a':'b'}")));
        var writer = question.askedOf(NEWEST);

        writer.write();

        assertThat(writer.ignored())
                .containsExactlyInAnyOrder(
                        "cache_control",
                        "filename",
                        "parallel_tool_calls",
                        "strict",
                        "presence_penalty",
                        "frequency_penalty",
                        "user",
                        "service_tier",
                        "verbosity",
                        "prompt_cache_key",
                        "metadata");
    }

    @Test
    void nothingIsReportedWhereNothingWasLeftOut() {
        var writer =
                aQuestion()
                        .labelled(new Labels(null, "priority", null, null, null))
                        .askedOf(NEWEST);

        writer.write();

        assertThat(writer.ignored()).isEmpty();
    }

    @Test
    void failedResultIsAnError() throws IOException {
        var question = called().said(Role.USER, result(true, text("no such file")));

        assertThat(body(question).at("/contents/2/parts/0/functionResponse"))
                .isEqualTo(json("{'id':'c1','name':'look','response':{'error':'no such file'}}"));
    }

    @Test
    void remotePictureInAResultStaysRemote() throws IOException {
        var picture = new Part.Image(new Media.Remote("https://example.com/x.webp"), null);

        assertThat(
                        body(called().said(Role.USER, result(false, picture)))
                                .at("/contents/2/parts/0/functionResponse"))
                .isEqualTo(
                        json(
                                "{'id':'c1','name':'look','response':{'output':''},'parts':[{'fileData':{'mimeType':'image/webp','fileUri':'https://example.com/x.webp'}}]}"));
    }

    @Test
    void signatureOfAThoughtInAMessageOfItsOwnReachesTheCall() throws IOException {
        var question =
                aQuestion()
                        .said(Role.USER, text("hi"))
                        .said(Role.ASSISTANT, signed("c2ln"))
                        .said(Role.ASSISTANT, call("c1"));

        assertThat(body(question).at("/contents/1/parts"))
                .isEqualTo(
                        json(
                                "[{'functionCall':{'id':'c1','name':'look','args':{}},'thoughtSignature':'c2ln'}]"));
    }

    @Test
    void eachSignatureReachesItsOwnPart() throws IOException {
        var question =
                aQuestion()
                        .said(Role.USER, text("hi"))
                        .said(
                                Role.ASSISTANT,
                                signed("MQ=="),
                                text("so"),
                                signed("Mg=="),
                                call("c1"),
                                call("c2"));

        assertThat(body(question).at("/contents/1/parts"))
                .isEqualTo(
                        json(
                                "[{'text':'so','thoughtSignature':'MQ=='},{'functionCall':{'id':'c1','name':'look','args':{}},'thoughtSignature':'Mg=='},{'functionCall':{'id':'c2','name':'look','args':{}}}]"));
    }

    @Test
    void signaturesAloneAreNoTurn() throws IOException {
        var question =
                aQuestion()
                        .said(Role.USER, text("hi"))
                        .said(Role.ASSISTANT, signed("MQ=="))
                        .said(Role.USER, text("hello?"));

        assertThat(body(question).path("contents"))
                .isEqualTo(json("[{'role':'user','parts':[{'text':'hi'},{'text':'hello?'}]}]"));
    }

    @Test
    void resultsComeBeforeWhatTheUserSaidBeforeThem() throws IOException {
        var question = called().said(Role.USER, text("here:"), result(false, text("1")));

        var contents = body(question).path("contents");

        assertThat(contents.path(2).at("/parts/0/functionResponse/name").asText())
                .isEqualTo("look");
        assertThat(contents.path(3).at("/parts/0/text").asText()).isEqualTo("here:");
    }

    @Test
    void callsOfAUserAreRefused() {
        var question = aQuestion().said(Role.USER, call("c1"));

        var refused =
                catchThrowableOfType(
                        ProblemException.class, () -> question.askedOf(NEWEST).write());

        assertThat(refused.problem())
                .isInstanceOfSatisfying(
                        Problem.InvalidRequest.class,
                        invalid -> assertThat(invalid.param()).isEqualTo("messages"));
    }

    private static Question called() {
        return aQuestion().said(Role.USER, text("hi")).said(Role.ASSISTANT, call("c1"));
    }

    private static Part call(String id) {
        return new Part.ToolCall(id, "look", "{}", null);
    }

    private static Part result(boolean failed, Part content) {
        return new Part.ToolResult("c1", List.of(content), failed, null);
    }

    private static Part signed(String signature) {
        return new Part.Thinking("", new Signature(Signature.Maker.GEMINI, signature));
    }

    private static Sampling sampling(Integer topK, Long seed) {
        return new Sampling(null, null, topK, seed, null, null, List.of());
    }

    /// JSON null when there is none.
    private static JsonNode thinking(Amount amount, Boolean shown, String model)
            throws IOException {
        var writer = aQuestion().thinking(new Reasoning(amount, shown)).askedOf(model);
        var config =
                Json.MAPPER
                        .readTree(writer.write().getBytes())
                        .path("generationConfig")
                        .path("thinkingConfig");
        return config.isMissingNode() ? json("null") : config;
    }

    private static JsonNode body(Question question) throws IOException {
        return Json.MAPPER.readTree(question.askedOf(NEWEST).write().getBytes());
    }

    private static JsonNode json(String text) throws IOException {
        return Json.MAPPER.readTree(text.replace('\'', '"'));
    }
}
