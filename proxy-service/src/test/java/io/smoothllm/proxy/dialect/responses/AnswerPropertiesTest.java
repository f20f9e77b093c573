package io.smoothllm.proxy.dialect.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatEvent.Finish;
import io.smoothllm.proxy.dialect.ChatEvent.TokenProbability;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Signature;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever a model said, in whatever order, a stream, a whole answer and the conversation that
/// goes on from either say the same.
class AnswerPropertiesTest {
    private static final Arbitrary<String> WORDS =
            Arbitraries.strings()
                    .withChars('a', 'ö', ' ', '"', '\\', '\n', '\u0001', '\u2028')
                    .ofMinLength(1)
                    .ofMaxLength(6)
                    .map(text -> text.endsWith("a") ? text + "😀" : text);

    /// What may be said next.
    private enum Step {
        TEXT,
        REFUSAL,
        THOUGHT,
        SIGNED,
        REDACTED,
        FUNCTION_CALL,
        CUSTOM_CALL,
        ARGUMENTS,
        PROBABILITIES,
        COUNTED
    }

    private record Move(Step step, String word, long number) {}

    @Property(tries = 500)
    void aStreamLeadsToTheWholeAnswer(@ForAll("answers") List<ChatEvent> answer) {
        var streamed = stream(answer).response();
        var whole = Replay.json(writer().whole(answer).toString());

        assertThat(nameless(streamed)).isEqualTo(nameless(whole));
    }

    @Property(tries = 500)
    void nothingThatWasSaidIsLost(@ForAll("answers") List<ChatEvent> answer) {
        var output = stream(answer).response().path("output");

        assertThat(said(output)).isEqualTo(said(answer));
    }

    @Property(tries = 500)
    void theConversationGoesOnWithWhatWasSaid(@ForAll("answers") List<ChatEvent> answer) {
        var output = stream(answer).response().path("output");

        var messages = new InputReader(new ToolReader(new ArrayList<>())).read(output);

        assertThat(remembered(messages)).isEqualTo(said(answer));
    }

    private static Replay stream(List<ChatEvent> answer) {
        var out = Buffer.buffer();
        var writer = writer();
        answer.forEach(event -> writer.write(event, out));
        return Replay.of(out);
    }

    private static ResponseWriter writer() {
        var body =
                """
                {"model":"m","input":"hi","include":["message.output_text.logprobs"],
                 "tools":[{"type":"function","name":"look"},{"type":"custom","name":"say"}]}""";
        return new ResponseWriter(ResponsesEnvelope.read(body.getBytes(UTF_8)).understood(), "m");
    }

    /// Ids and times differ from answer to answer.
    private static JsonNode nameless(JsonNode response) {
        return Replay.json(
                response.toString()
                        .replaceAll("_[0-9a-f]{32}", "_ID")
                        .replaceAll("\"(created|completed)_at\":\\d+", "\"$1_at\":0"));
    }

    private static List<String> said(List<ChatEvent> answer) {
        var said = new Said();
        var arguments = new ArrayList<StringBuilder>();
        var names = new ArrayList<String>();
        for (var event : answer) {
            switch (event) {
                case ChatEvent.Text(var text) -> said.text(text);
                case ChatEvent.Refusal(var text) -> said.text(text);
                case ChatEvent.Thought(var text) -> said.thought(text);
                case ChatEvent.ThoughtSigned(var signature) -> said.seal(signature.opaque());
                case ChatEvent.ThoughtRedacted(var data) -> {
                    said.end();
                    said.seal("redacted." + data);
                }
                case ChatEvent.CallStarted(_, var id, var name) -> {
                    said.call(id + ' ' + name);
                    names.add(id + ' ' + name);
                    arguments.add(new StringBuilder());
                }
                case ChatEvent.CallArguments(int call, var fragment) ->
                        arguments.get(call).append(fragment);
                case ChatEvent.Started _,
                        ChatEvent.Choice _,
                        ChatEvent.LogProbs _,
                        ChatEvent.Finished _,
                        ChatEvent.Used _,
                        ChatEvent.Ended _ -> {}
            }
        }
        var list = said.list();
        for (int i = 0; i < names.size(); i++) {
            list.set(list.indexOf(names.get(i)), names.get(i) + ' ' + arguments.get(i));
        }
        return list;
    }

    private static List<String> said(JsonNode output) {
        var said = new Said();
        for (var item : output) {
            switch (item.path("type").textValue()) {
                case "message" ->
                        item.path("content")
                                .forEach(
                                        part ->
                                                said.text(
                                                        part.path("text").asText("")
                                                                + part.path("refusal").asText("")));
                case "reasoning" -> {
                    said.end();
                    item.path("summary").forEach(part -> said.thought(part.path("text").asText()));
                    if (item.hasNonNull("encrypted_content")) {
                        said.seal(item.path("encrypted_content").textValue());
                    }
                }
                case "function_call" ->
                        said.call(call(item) + ' ' + item.path("arguments").textValue());
                case "custom_tool_call" ->
                        said.call(
                                call(item)
                                        + ' '
                                        + OfferedTools.wrapped(item.path("input").textValue()));
                default -> throw new AssertionError(item);
            }
        }
        return said.list();
    }

    private static List<String> remembered(List<Message> messages) {
        var said = new Said();
        for (var message : messages) {
            for (var part : message.parts()) {
                switch (part) {
                    case Part.Text(var text, _) -> said.text(text);
                    case Part.Thinking(var text, var signature) -> {
                        said.end();
                        if (!text.isEmpty()) {
                            said.thought(text);
                        }
                        if (signature != null) {
                            said.seal(signature.opaque());
                        }
                    }
                    case Part.RedactedThinking(var data) -> {
                        said.end();
                        said.seal("redacted." + data);
                    }
                    case Part.ToolCall(var id, var name, var arguments, _) ->
                            said.call(id + ' ' + name + ' ' + arguments);
                    case Part.Image _, Part.Document _, Part.ToolResult _ ->
                            throw new AssertionError(part);
                }
            }
        }
        return said.list();
    }

    private static String call(JsonNode item) {
        return item.path("call_id").textValue() + ' ' + item.path("name").textValue();
    }

    /// One line a thing: neighbouring pieces of text, and of one thought, are one.
    private static final class Said {
        private final List<String> lines = new ArrayList<>();
        private String kind = "";

        void text(String text) {
            grow("text", text);
        }

        void thought(String text) {
            grow("thought", text);
        }

        void seal(String opaque) {
            if (kind.equals("thought")) {
                lines.set(lines.size() - 1, lines.getLast() + " sealed " + opaque);
            } else {
                lines.add("thought: sealed " + opaque);
            }
            end();
        }

        void call(String line) {
            lines.add(line);
            end();
        }

        void end() {
            kind = "";
        }

        List<String> list() {
            return lines;
        }

        private void grow(String ofKind, String text) {
            if (kind.equals(ofKind)) {
                lines.set(lines.size() - 1, lines.getLast() + text);
            } else {
                lines.add(ofKind + ": " + text);
                kind = ofKind;
            }
        }
    }

    @Provide
    Arbitrary<List<ChatEvent>> answers() {
        var moves =
                Combinators.combine(
                                Arbitraries.of(Step.class),
                                WORDS,
                                Arbitraries.longs().between(0, 1L << 40))
                        .as(Move::new)
                        .list()
                        .ofMaxSize(25);
        return Combinators.combine(moves, Arbitraries.of(Finish.class))
                .as(AnswerPropertiesTest::answer);
    }

    private static List<ChatEvent> answer(List<Move> moves, Finish finish) {
        var answer = new ArrayList<ChatEvent>();
        var pending = new ArrayList<Queue<String>>();
        answer.add(new ChatEvent.Started("id", "m"));
        moves.forEach(move -> play(move, answer, pending));
        for (int call = 0; call < pending.size(); call++) {
            for (var fragment : pending.get(call)) {
                answer.add(new ChatEvent.CallArguments(call, fragment));
            }
        }
        answer.add(new ChatEvent.Finished(finish));
        answer.add(new ChatEvent.Used(new TokenCounts(moves.size(), 0, 0, 1, 0)));
        answer.add(new ChatEvent.Ended());
        return answer;
    }

    private static void play(Move move, List<ChatEvent> answer, List<Queue<String>> pending) {
        int calls = pending.size();
        switch (move.step()) {
            case TEXT -> answer.add(new ChatEvent.Text(move.word()));
            case REFUSAL -> answer.add(new ChatEvent.Refusal(move.word()));
            case THOUGHT -> answer.add(new ChatEvent.Thought("." + move.word()));
            case SIGNED ->
                    answer.add(
                            new ChatEvent.ThoughtSigned(
                                    new Signature(
                                            Signature.Maker.values()[
                                                    (int)
                                                            (move.number()
                                                                    % Signature.Maker.values()
                                                                            .length)],
                                            "s" + move.number())));
            case REDACTED -> answer.add(new ChatEvent.ThoughtRedacted("r" + move.number()));
            case FUNCTION_CALL, CUSTOM_CALL -> {
                var name = move.step() == Step.CUSTOM_CALL ? "say" : "look";
                answer.add(new ChatEvent.CallStarted(calls, "c" + calls, name));
                pending.add(fragments(move.word(), (int) (move.number() % 7)));
            }
            case ARGUMENTS -> {
                if (calls > 0) {
                    int call = (int) (move.number() % calls);
                    var fragment = pending.get(call).poll();
                    if (fragment != null) {
                        answer.add(new ChatEvent.CallArguments(call, fragment));
                    }
                }
            }
            case PROBABILITIES ->
                    answer.add(
                            new ChatEvent.LogProbs(
                                    List.of(
                                            new TokenProbability(
                                                    move.word(), -1, null, List.of()))));
            case COUNTED ->
                    answer.add(new ChatEvent.Used(new TokenCounts(move.number(), 0, 0, 0, 0)));
        }
    }

    /// A JSON object in pieces.
    private static Queue<String> fragments(String word, int size) {
        var json = Json.MAPPER.createObjectNode().put("input", word).toString();
        var fragments = new ArrayDeque<String>();
        for (int at = 0; at < json.length(); at += size + 1) {
            fragments.add(json.substring(at, Math.min(json.length(), at + size + 1)));
        }
        return fragments;
    }
}
