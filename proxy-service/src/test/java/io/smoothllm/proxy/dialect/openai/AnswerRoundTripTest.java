package io.smoothllm.proxy.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatEvent.Finish;
import io.smoothllm.proxy.dialect.ChatEvent.TokenProbability;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.Signature.Maker;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever a provider said is, once it went through a stream of chunks, still what it said.
class AnswerRoundTripTest {
    private static final Arbitrary<String> WORDS =
            Arbitraries.strings()
                    .withChars('a', 'ö', ' ', '"', '\\', '\n', '\u0001', '\u2028', 'd')
                    .ofMinLength(1)
                    .ofMaxLength(8)
                    .map(text -> text.endsWith("a") ? text + "😀" : text);

    @Property(tries = 300)
    void aStreamComesBackAsItWas(@ForAll("answers") List<ChatEvent> answer) {
        var stream = Buffer.buffer();
        var writer = new ChatAnswerWriter("m", true, false);
        answer.forEach(event -> writer.write(event, stream));

        assertThat(read(stream, stream.length())).isEqualTo(answer);
    }

    @Property(tries = 300)
    void aStreamIsReadTheSameInPieces(@ForAll("answers") List<ChatEvent> answer, @ForAll int size) {
        var stream = Buffer.buffer();
        var writer = new ChatAnswerWriter("m", true, false);
        answer.forEach(event -> writer.write(event, stream));

        assertThat(read(stream, 1 + Math.floorMod(size, 50))).isEqualTo(answer);
    }

    @Property(tries = 300)
    void aWholeAnswerHasTheSameWordsAsTheStream(@ForAll("answers") List<ChatEvent> answer) {
        var body = new ChatAnswerWriter("m", true, false).whole(answer);

        var events = new ArrayList<ChatEvent>();
        new AnswerReader("p", events::add)
                .whole(ChatWire.parse(body.getBytes(), 0, body.length(), "p"));
        assertThat(joined(events)).isEqualTo(joined(answer));
    }

    private static List<ChatEvent> read(Buffer stream, int size) {
        var reader = new ChunkReader("p");
        var events = new ArrayList<ChatEvent>();
        for (int at = 0; at < stream.length(); at += size) {
            reader.read(stream.getBuffer(at, Math.min(at + size, stream.length())), events::add);
        }
        reader.end(events::add);
        return events;
    }

    /// What each choice says of each kind, all in one. A whole answer has no other order.
    private static HashMap<String, String> joined(List<ChatEvent> events) {
        var said = new HashMap<String, String>();
        int choice = 0;
        for (var event : events) {
            switch (event) {
                case ChatEvent.Choice(int index) -> choice = index;
                case ChatEvent.Text(var text) -> said.merge(choice + " text", text, String::concat);
                case ChatEvent.Refusal(var text) ->
                        said.merge(choice + " refusal", text, String::concat);
                case ChatEvent.CallStarted(int call, var id, var name) ->
                        said.put(choice + " call " + call, id + ' ' + name);
                case ChatEvent.CallArguments(int call, var fragment) ->
                        said.merge(choice + " arguments " + call, fragment, String::concat);
                case ChatEvent.LogProbs(var tokens) ->
                        said.merge(choice + " tokens", tokens.toString(), String::concat);
                case ChatEvent.Finished(var reason) -> said.put(choice + " finish", reason.name());
                case ChatEvent.Used(var tokens) -> said.put("tokens", tokens.toString());
                case ChatEvent.Started(var id, var model) -> said.put("answer", id + ' ' + model);
                case ChatEvent.ThoughtSigned(var signature) ->
                        said.merge(
                                choice + " signed",
                                signature.opaque() + ' ',
                                AnswerRoundTripTest::bag);
                case ChatEvent.Thought _, ChatEvent.ThoughtRedacted _, ChatEvent.Ended _ -> {}
            }
        }
        said.computeIfPresent("0 tokens", (_, list) -> list.replace("][", ", "));
        said.computeIfPresent("1 tokens", (_, list) -> list.replace("][", ", "));
        return said;
    }

    private static String bag(String one, String other) {
        var words = new ArrayList<>(List.of((one + other).split(" ")));
        Collections.sort(words);
        return String.join(" ", words) + ' ';
    }

    @Provide
    Arbitrary<List<ChatEvent>> answers() {
        var tokens =
                Arbitraries.longs()
                        .between(0, 1L << 40)
                        .list()
                        .ofSize(5)
                        .map(
                                n ->
                                        new TokenCounts(
                                                n.get(0), n.get(1), n.get(2), n.get(3), n.get(4)));
        return Combinators.combine(
                        content().list().ofMinSize(1).ofMaxSize(2),
                        tokens,
                        Arbitraries.randomValue(r -> r.nextLong()))
                .as(AnswerRoundTripTest::answer);
    }

    /// The choices' events shuffled into each other, each in its own order.
    private static List<ChatEvent> answer(
            List<List<ChatEvent>> choices, TokenCounts tokens, long seed) {
        var random = new Random(seed);
        var left = new ArrayList<ArrayList<ChatEvent>>();
        choices.forEach(choice -> left.add(new ArrayList<>(choice)));
        var events = new ArrayList<ChatEvent>();
        events.add(new ChatEvent.Started("id", "model"));
        int current = 0;
        while (left.stream().anyMatch(choice -> !choice.isEmpty())) {
            int next = random.nextInt(left.size());
            if (left.get(next).isEmpty()) {
                continue;
            }
            if (next != current) {
                events.add(new ChatEvent.Choice(next));
                current = next;
            }
            events.add(left.get(next).removeFirst());
        }
        events.add(new ChatEvent.Used(tokens));
        events.add(new ChatEvent.Ended());
        return events;
    }

    private static Arbitrary<List<ChatEvent>> content() {
        var thought =
                Combinators.combine(
                                WORDS.list().ofMinSize(1).ofMaxSize(3),
                                Arbitraries.strings()
                                        .withCharRange('0', '9')
                                        .ofLength(12)
                                        .injectNull(0.3))
                        .as(AnswerRoundTripTest::thought);
        var redacted = WORDS.map(data -> List.<ChatEvent>of(new ChatEvent.ThoughtRedacted(data)));
        var text = WORDS.map(word -> List.<ChatEvent>of(new ChatEvent.Text(word)));
        var likely =
                Combinators.combine(WORDS, Arbitraries.doubles().between(-20, 0))
                        .as(AnswerRoundTripTest::likely);
        var piece = Arbitraries.oneOf(thought, redacted, text, likely);
        return Combinators.combine(
                        piece.list().ofMaxSize(4),
                        calls(),
                        Arbitraries.of(Finish.STOP, Finish.LENGTH, Finish.REFUSED),
                        WORDS.injectNull(0.8))
                .as(AnswerRoundTripTest::choice);
    }

    private static List<ChatEvent> thought(List<String> words, String signature) {
        var events = new ArrayList<ChatEvent>();
        words.forEach(word -> events.add(new ChatEvent.Thought(word)));
        if (signature != null) {
            events.add(new ChatEvent.ThoughtSigned(new Signature(Maker.CLAUDE, signature)));
        }
        return events;
    }

    private static List<ChatEvent> likely(String word, double logProbability) {
        var other = new TokenProbability("x", -20, null, List.of());
        return List.of(
                new ChatEvent.Text(word),
                new ChatEvent.LogProbs(
                        List.of(
                                new TokenProbability(
                                        word, logProbability, List.of(0, 255), List.of(other)))));
    }

    /// Some of them signed, their arguments taking turns.
    private static Arbitrary<List<ChatEvent>> calls() {
        return Combinators.combine(
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .ofLength(10)
                                .list()
                                .ofMaxSize(3)
                                .uniqueElements(),
                        Arbitraries.of(true, false))
                .as(
                        (ids, signed) -> {
                            var events = new ArrayList<ChatEvent>();
                            for (int call = 0; call < ids.size(); call++) {
                                if (signed) {
                                    events.add(
                                            new ChatEvent.ThoughtSigned(
                                                    new Signature(Maker.GEMINI, ids.get(call))));
                                }
                                events.add(
                                        new ChatEvent.CallStarted(call, ids.get(call), "f" + call));
                            }
                            for (var fragment : List.of("{\"a\":", "\"ö😀\"", "}")) {
                                for (int call = 0; call < ids.size(); call++) {
                                    events.add(new ChatEvent.CallArguments(call, fragment));
                                }
                            }
                            return events;
                        });
    }

    private static List<ChatEvent> choice(
            List<List<ChatEvent>> pieces, List<ChatEvent> calls, Finish finish, String refusal) {
        var events = new ArrayList<ChatEvent>();
        pieces.forEach(events::addAll);
        events.addAll(calls);
        if (refusal != null) {
            events.add(new ChatEvent.Refusal(refusal));
            events.add(new ChatEvent.Finished(Finish.REFUSED));
        } else if (!calls.isEmpty() && finish == Finish.STOP) {
            events.add(new ChatEvent.Finished(Finish.TOOL_CALLS));
        } else {
            events.add(new ChatEvent.Finished(finish));
        }
        return events;
    }
}
