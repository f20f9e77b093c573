package io.smoothllm.proxy.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ChatRequest.Labels;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.ChatRequest.Sampling;
import io.smoothllm.proxy.dialect.ChatRequest.Tool;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.ChatRequest.Tools;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Part.Media;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.Signature.Maker;
import io.smoothllm.proxy.dialect.openai.ChatWire.Surface;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever Chat Completions can say of a request comes back as it was.
class ChatRoundTripTest {
    private static final Compatibility WANTS_THOUGHTS =
            SwitchesFixture.but("'reasoningContent':true");

    /// Holds what is hard on JSON: quotes, escapes, control characters, emoji.
    private static final Arbitrary<String> WORDS =
            Arbitraries.strings()
                    .withChars('a', 'ö', ' ', '"', '\\', '\n', '\u0001', '{', '\u2028')
                    .ofMinLength(1)
                    .ofMaxLength(8)
                    .map(text -> text.endsWith("a") ? text + "😀" : text);

    private static final Arbitrary<String> NAMES =
            Arbitraries.strings()
                    .withCharRange('a', 'z')
                    .withChars("_-")
                    .ofMinLength(1)
                    .ofMaxLength(40);

    private static final Arbitrary<JsonNode> SCHEMAS =
            Arbitraries.of(
                            "{'type':'object','properties':{}}",
                            "{'properties':{'b':{'const':9007199254740993},'a':{'maximum':1.0}},'type':'object','$defs':{}}",
                            "{'type':'object','properties':{'a':{'type':'string'}},'required':['a'],'additionalProperties':false}")
                    .map(RequestFixture::json);

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aRequestComesBackAsItWas(@ForAll("requests") ChatRequest request) {
        var outgoing =
                new ChatRequestWriter(request, "up", WANTS_THOUGHTS, Surface.CURRENT)
                        .write(new Endpoint("/", Map.of()));

        var envelope = ChatEnvelope.read(outgoing.body().getBytes());
        assertThat(ChatRequestReader.read(envelope)).isEqualTo(request);
        assertThat(envelope.model()).isEqualTo("up");
        assertThat(outgoing.ignored()).isEmpty();
    }

    @Provide
    Arbitrary<ChatRequest> requests() {
        return Combinators.combine(
                        conversations(),
                        tools(),
                        Arbitraries.integers().between(1, 1_000_000).injectNull(0.5),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(0, 20).injectNull(0.7),
                        sampling(),
                        reasoning(),
                        Combinators.combine(formats(), labels(), Arbitraries.of(true, false))
                                .as(Rest::new))
                .as(
                        (messages,
                                tools,
                                maxTokens,
                                choices,
                                logProbs,
                                sampling,
                                reasoning,
                                rest) ->
                                new ChatRequest(
                                        messages,
                                        tools,
                                        maxTokens,
                                        choices,
                                        logProbs,
                                        sampling,
                                        reasoning,
                                        rest.format(),
                                        rest.labels(),
                                        rest.stream(),
                                        List.of()));
    }

    private record Rest(OutputFormat format, Labels labels, boolean stream) {}

    /// Messages as Chat has them: between two turns of the model results come first, in a message
    /// of their own.
    private static Arbitrary<List<Message>> conversations() {
        var user = message(Role.USER, Arbitraries.oneOf(texts(), images(), documents()));
        var system = message(Role.SYSTEM, texts());
        return Arbitraries.oneOf(user, system, exchange())
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(ChatRoundTripTest::flat);
    }

    private static Arbitrary<List<Message>> message(Role role, Arbitrary<Part> parts) {
        return parts.list().ofMaxSize(3).map(list -> List.of(new Message(role, list)));
    }

    /// A turn of the model and the results of its calls.
    private static Arbitrary<List<Message>> exchange() {
        var calls = Combinators.combine(NAMES, NAMES, texts().list().ofMaxSize(2), signed());
        return Combinators.combine(
                        thoughts().list().ofMaxSize(2),
                        texts().list().ofMaxSize(2),
                        calls.as(Call::new).list().ofMaxSize(3).uniqueElements(Call::id))
                .as(ChatRoundTripTest::exchange);
    }

    private record Call(String id, String name, List<Part> result, Signature signature) {}

    private static List<Message> exchange(List<Part> thoughts, List<Part> texts, List<Call> calls) {
        var turn = new ArrayList<Part>(thoughts);
        turn.addAll(texts);
        var results = new ArrayList<Part>();
        var signatures = new LinkedHashSet<Signature>();
        for (var call : calls) {
            if (call.signature() != null && signatures.add(call.signature())) {
                turn.add(new Part.Thinking("", call.signature()));
            }
            turn.add(new Part.ToolCall(call.id(), call.name(), "{\"b\":1.0,\"a\":[]}", null));
            results.add(new Part.ToolResult(call.id(), call.result(), false, null));
        }
        return results.isEmpty()
                ? List.of(new Message(Role.ASSISTANT, turn))
                : List.of(new Message(Role.ASSISTANT, turn), new Message(Role.USER, results));
    }

    private static List<Message> flat(List<List<Message>> messages) {
        return messages.stream().flatMap(List::stream).toList();
    }

    private static Arbitrary<Part> texts() {
        return WORDS.map(RequestFixture::text);
    }

    private static Arbitrary<Part> images() {
        return Arbitraries.<Media>of(
                        new Media.Inline("image/png", "AAAA"),
                        new Media.Remote("https://x/y.png?z=1"))
                .map(media -> new Part.Image(media, null));
    }

    private static Arbitrary<Part> documents() {
        return WORDS.map(
                name -> new Part.Document(new Media.Inline("application/pdf", "AAAA"), name, null));
    }

    private static Arbitrary<Part> thoughts() {
        return Arbitraries.oneOf(
                WORDS.map(text -> new Part.Thinking(text, new Signature(Maker.CLAUDE, "c" + text))),
                WORDS.map(data -> new Part.RedactedThinking(data)));
    }

    private static Arbitrary<Signature> signed() {
        return NAMES.map(name -> new Signature(Maker.GEMINI, name)).injectNull(0.6);
    }

    private static Arbitrary<Tools> tools() {
        var offered =
                Combinators.combine(
                                NAMES,
                                WORDS.injectNull(0.3),
                                SCHEMAS,
                                Arbitraries.of(false).injectNull(0.5))
                        .as(
                                (name, description, schema, strict) ->
                                        new Tool(name, description, schema, strict, null))
                        .list()
                        .ofMaxSize(3)
                        .uniqueElements(Tool::name);
        return Combinators.combine(offered, choices().injectNull(0.3), Arbitraries.of(true, false))
                .as(
                        (tools, choice, parallel) ->
                                tools.isEmpty() ? Tools.NONE : new Tools(tools, choice, parallel));
    }

    private static Arbitrary<ToolChoice> choices() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        new ToolChoice.Auto(), new ToolChoice.None(), new ToolChoice.Required()),
                NAMES.map(ToolChoice.Named::new),
                Combinators.combine(NAMES.set().ofMaxSize(3), Arbitraries.of(true, false))
                        .as(ToolChoice.Allowed::new));
    }

    private static Arbitrary<Sampling> sampling() {
        var decimals =
                Arbitraries.of("0", "0.0", "1.0", "0.70", "2").map(BigDecimal::new).injectNull(0.5);
        return Combinators.combine(
                        decimals,
                        decimals,
                        Arbitraries.longs().injectNull(0.5),
                        decimals,
                        decimals,
                        WORDS.list().ofMaxSize(4))
                .as(
                        (temperature, topP, seed, presence, frequency, stop) ->
                                new Sampling(
                                        temperature, topP, null, seed, presence, frequency, stop));
    }

    private static Arbitrary<Reasoning> reasoning() {
        return Arbitraries.<Reasoning.Amount>oneOf(
                        Arbitraries.just(new Reasoning.Amount.Off()),
                        Arbitraries.of(Reasoning.Level.class).map(Reasoning.Amount.Effort::new))
                .map(amount -> new Reasoning(amount, null))
                .injectNull(0.5);
    }

    private static Arbitrary<OutputFormat> formats() {
        return Arbitraries.<OutputFormat>oneOf(
                        Arbitraries.just(new OutputFormat.AnyJson()),
                        Combinators.combine(NAMES, WORDS.injectNull(0.5), SCHEMAS)
                                .as(
                                        (name, description, schema) ->
                                                new OutputFormat.Matching(
                                                        name,
                                                        description,
                                                        schema,
                                                        StrictSchema.qualifies(schema))))
                .injectNull(0.5);
    }

    private static Arbitrary<Labels> labels() {
        var words = WORDS.injectNull(0.5);
        return Combinators.combine(
                        words,
                        words,
                        words,
                        words,
                        Arbitraries.of("{'k':'v'}", "{'b':'1','a':'2'}")
                                .map(RequestFixture::json)
                                .injectNull(0.5))
                .as(Labels::new);
    }
}
