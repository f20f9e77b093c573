package io.smoothllm.proxy.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
import io.smoothllm.proxy.dialect.Part.Media;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.Signature.Maker;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever Messages can say of a request comes back as it was.
class RequestRoundTripTest {
    private static final CatalogModel MODEL = new CatalogModel("m", "up", null, null, null, null);

    /// Holds what is hard on JSON: quotes, escapes, control characters, emoji. Never blank, which
    /// Anthropic refuses.
    private static final Arbitrary<String> WORDS =
            Arbitraries.strings()
                    .withChars('a', 'ö', ' ', '"', '\\', '\n', '\u0001', '{', '\u2028')
                    .ofMaxLength(8)
                    .map(text -> text.endsWith("a") ? text + "😀" : text + "b");

    private static final Arbitrary<String> NAMES =
            Arbitraries.strings()
                    .withCharRange('a', 'z')
                    .withChars("_-")
                    .ofMinLength(1)
                    .ofMaxLength(40);

    private static final Arbitrary<JsonNode> MARKS =
            Arbitraries.of("{'type':'ephemeral'}", "{'type':'ephemeral','ttl':'1h'}")
                    .map(RequestRoundTripTest::json);

    private static final Arbitrary<JsonNode> SCHEMAS =
            Arbitraries.of(
                            "{'type':'object','properties':{}}",
                            "{'properties':{'b':{'const':9007199254740993},'a':{'maximum':1.0}},'type':'object','$defs':{}}")
                    .map(RequestRoundTripTest::json);

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aRequestComesBackAsItWas(@ForAll("requests") ChatRequest request) {
        var writer = new RequestWriter(request, MODEL, Compatibility.DEFAULT);

        var envelope =
                MessagesEnvelope.read(
                        writer.write().getBytes(), new NativeWishes(null, List.of(), false));

        assertThat(RequestReader.read(envelope)).isEqualTo(request);
        assertThat(envelope.model()).isEqualTo("up");
        assertThat(envelope.foreignThoughts()).isFalse();
        assertThat(writer.ignored()).isEmpty();
    }

    @Provide
    Arbitrary<ChatRequest> requests() {
        return Combinators.combine(
                        conversations(),
                        tools(),
                        Arbitraries.integers().between(20_000, 1_000_000),
                        reasoning(),
                        drawing(),
                        WORDS.list().ofMaxSize(5),
                        SCHEMAS.<OutputFormat>map(
                                        schema ->
                                                new OutputFormat.Matching(null, null, schema, null))
                                .injectNull(0.6),
                        Combinators.combine(labels(), Arbitraries.of(true, false)).as(Rest::new))
                .as(RequestRoundTripTest::request);
    }

    private record Rest(Labels labels, boolean stream) {}

    /// While it thinks, a model cannot be told how to draw, nor be made to call.
    private static ChatRequest request(
            List<Message> messages,
            Tools tools,
            int maxTokens,
            Reasoning reasoning,
            Sampling drawing,
            List<String> stop,
            OutputFormat format,
            Rest rest) {
        boolean free = reasoning == null || reasoning.isOff();
        return new ChatRequest(
                messages,
                free
                        ? tools
                        : new Tools(
                                tools.offered(),
                                tools.offered().isEmpty() ? null : new ToolChoice.Auto(),
                                tools.parallel()),
                maxTokens,
                1,
                null,
                new Sampling(
                        free ? drawing.temperature() : null,
                        free ? drawing.topP() : null,
                        free ? drawing.topK() : null,
                        null,
                        null,
                        null,
                        stop),
                reasoning,
                format,
                rest.labels(),
                rest.stream(),
                List.of());
    }

    /// As Anthropic keeps them: system texts first, then turns of both sides, the user's first.
    private static Arbitrary<List<Message>> conversations() {
        return Combinators.combine(
                        texts().list().ofMaxSize(3),
                        Combinators.combine(userParts(), exchange())
                                .as(Exchange::new)
                                .list()
                                .ofMaxSize(3),
                        userParts(),
                        MARKS.list().ofMaxSize(4))
                .as(RequestRoundTripTest::conversation);
    }

    private record Exchange(List<Part> asked, Turn answered) {}

    /// @param results of its calls, which begin the next message of the user
    private record Turn(List<Part> said, List<Part> results) {}

    private static List<Message> conversation(
            List<Part> system, List<Exchange> exchanges, List<Part> last, List<JsonNode> marks) {
        var messages = new ArrayList<Message>();
        if (!system.isEmpty()) {
            messages.add(new Message(Role.SYSTEM, system));
        }
        List<Part> results = List.of();
        for (var exchange : exchanges) {
            messages.add(new Message(Role.USER, joined(results, exchange.asked())));
            messages.add(new Message(Role.ASSISTANT, exchange.answered().said()));
            results = exchange.answered().results();
        }
        messages.add(new Message(Role.USER, marked(joined(results, last), marks)));
        return messages;
    }

    private static List<Part> joined(List<Part> results, List<Part> asked) {
        var parts = new ArrayList<Part>(results);
        parts.addAll(asked);
        return parts;
    }

    /// At most four, on the parts that can bear one.
    private static List<Part> marked(List<Part> parts, List<JsonNode> marks) {
        var marked = new ArrayList<Part>(parts);
        for (int i = 0; i < Math.min(parts.size(), marks.size()); i++) {
            var mark = marks.get(i);
            marked.set(
                    i,
                    switch (parts.get(i)) {
                        case Part.Text(var text, _) -> new Part.Text(text, mark);
                        case Part.Image(var media, _) -> new Part.Image(media, mark);
                        case Part.Document(var media, var name, _) ->
                                new Part.Document(media, name, mark);
                        case Part.ToolResult(var id, var content, boolean failed, _) ->
                                new Part.ToolResult(id, content, failed, mark);
                        case Part.ToolCall _, Part.Thinking _, Part.RedactedThinking _ ->
                                parts.get(i);
                    });
        }
        return marked;
    }

    private static Arbitrary<List<Part>> userParts() {
        return Arbitraries.oneOf(texts(), images(), documents()).list().ofMinSize(1).ofMaxSize(3);
    }

    private static Arbitrary<Turn> exchange() {
        var results = Arbitraries.oneOf(texts(), images(), documents()).list().ofMaxSize(2);
        var calls = Combinators.combine(NAMES, NAMES, results, Arbitraries.of(true, false));
        return Combinators.combine(
                        thoughts().list().ofMaxSize(2),
                        texts().list().ofMinSize(1).ofMaxSize(2),
                        calls.as(Call::new).list().ofMaxSize(3).uniqueElements(Call::id))
                .as(RequestRoundTripTest::turn);
    }

    private record Call(String id, String name, List<Part> result, boolean failed) {}

    private static Turn turn(List<Part> thoughts, List<Part> texts, List<Call> calls) {
        var said = new ArrayList<Part>(thoughts);
        if (thoughts.isEmpty() && !calls.isEmpty()) {
            said.add(new Part.RedactedThinking("x")); // or it could not go on thinking
        }
        said.addAll(texts);
        var results = new ArrayList<Part>();
        for (var call : calls) {
            said.add(
                    new Part.ToolCall(
                            call.id(), call.name(), "{\"b\":9007199254740993,\"a\":[1.0]}", null));
            results.add(new Part.ToolResult(call.id(), call.result(), call.failed(), null));
        }
        return new Turn(said, results);
    }

    private static Arbitrary<Part> texts() {
        return WORDS.map(text -> new Part.Text(text, null));
    }

    private static Arbitrary<Part> images() {
        return Arbitraries.<Media>of(
                        new Media.Inline("image/png", "AAAA"),
                        new Media.Remote("https://x/y.png?z=1"))
                .map(media -> new Part.Image(media, null));
    }

    private static Arbitrary<Part> documents() {
        var media =
                Arbitraries.<Media>of(
                        new Media.Inline("application/pdf", "AAAA"),
                        new Media.Inline("text/plain", "w7bDtg=="),
                        new Media.Remote("http://x/y.pdf"));
        return Combinators.combine(media, WORDS.injectNull(0.5))
                .as((where, name) -> new Part.Document(where, name, null));
    }

    private static Arbitrary<Part> thoughts() {
        return Arbitraries.oneOf(
                WORDS.map(text -> new Part.Thinking(text, new Signature(Maker.CLAUDE, "E" + text))),
                WORDS.map(Part.RedactedThinking::new));
    }

    private static Arbitrary<Tools> tools() {
        var offered =
                Combinators.combine(
                                NAMES,
                                WORDS.injectNull(0.3),
                                SCHEMAS,
                                Arbitraries.of(true, false).injectNull(0.5))
                        .as(
                                (name, description, schema, strict) ->
                                        new Tool(name, description, schema, strict, null))
                        .list()
                        .ofMaxSize(3)
                        .uniqueElements(Tool::name);
        return Combinators.combine(offered, choices(), Arbitraries.of(true, false))
                .as(
                        (tools, choice, parallel) ->
                                tools.isEmpty()
                                        ? Tools.NONE
                                        : new Tools(
                                                tools,
                                                choice,
                                                parallel || choice instanceof ToolChoice.None));
    }

    private static Arbitrary<ToolChoice> choices() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        new ToolChoice.Auto(), new ToolChoice.None(), new ToolChoice.Required()),
                NAMES.map(ToolChoice.Named::new));
    }

    private static Arbitrary<Reasoning> reasoning() {
        var amounts =
                Arbitraries.<Amount>oneOf(
                        Arbitraries.just(new Amount.Adaptive()),
                        Arbitraries.of(Level.LOW, Level.MEDIUM, Level.HIGH, Level.XHIGH, Level.MAX)
                                .map(Amount.Effort::new),
                        Arbitraries.integers().between(1_024, 19_999).map(Amount.Budget::new));
        return Arbitraries.oneOf(
                        Arbitraries.just(new Reasoning(new Amount.Off(), null)),
                        Combinators.combine(amounts, Arbitraries.of(true, false).injectNull(0.3))
                                .as(Reasoning::new))
                .injectNull(0.4);
    }

    /// Of temperature and `top_p`, one.
    private static Arbitrary<Sampling> drawing() {
        var decimals = Arbitraries.of("0", "0.0", "1.0", "0.70").map(BigDecimal::new);
        return Combinators.combine(
                        decimals,
                        Arbitraries.of(0, 1, 2),
                        Arbitraries.integers().between(1, 500).injectNull(0.5))
                .as(
                        (decimal, which, topK) ->
                                new Sampling(
                                        which == 0 ? decimal : null,
                                        which == 1 ? decimal : null,
                                        topK,
                                        null,
                                        null,
                                        null,
                                        List.of()));
    }

    private static Arbitrary<Labels> labels() {
        return Combinators.combine(
                        NAMES.injectNull(0.5), Arbitraries.of("auto", "default").injectNull(0.5))
                .as((user, tier) -> new Labels(user, tier, null, null, null));
    }

    private static JsonNode json(String singleQuoted) {
        try {
            return Json.MAPPER.readTree(singleQuoted.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(singleQuoted, e);
        }
    }
}
