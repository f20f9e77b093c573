package io.smoothllm.proxy.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatEvent.CallArguments;
import io.smoothllm.proxy.dialect.ChatEvent.CallStarted;
import io.smoothllm.proxy.dialect.ChatEvent.Ended;
import io.smoothllm.proxy.dialect.ChatEvent.Finish;
import io.smoothllm.proxy.dialect.ChatEvent.Finished;
import io.smoothllm.proxy.dialect.ChatEvent.Started;
import io.smoothllm.proxy.dialect.ChatEvent.Text;
import io.smoothllm.proxy.dialect.ChatEvent.Thought;
import io.smoothllm.proxy.dialect.ChatEvent.ThoughtRedacted;
import io.smoothllm.proxy.dialect.ChatEvent.ThoughtSigned;
import io.smoothllm.proxy.dialect.ChatEvent.Used;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.Signature.Maker;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever a provider said is, once it went through a Messages stream or a whole message, still
/// what it said; however its calls interleaved, one comes out behind the other.
class AnswerRoundTripTest {
    private static final Arbitrary<String> WORDS =
            Arbitraries.strings()
                    .withChars('a', 'ö', ' ', '"', '\\', '\n', '\u0001', '\u2028', 'd')
                    .ofMinLength(1)
                    .ofMaxLength(8)
                    .map(text -> text.endsWith("a") ? text + "😀" : text);

    /// @param said in order, calls behind the rest
    /// @param calls the arguments of each
    private record Answer(
            List<ChatEvent> said,
            List<String> calls,
            Finish finish,
            TokenCounts tokens,
            long seed) {

        List<ChatEvent> inOrder() {
            var events = start();
            for (int call = 0; call < calls.size(); call++) {
                events.add(new CallStarted(call, "t" + call, "f" + call));
                events.add(new CallArguments(call, calls.get(call)));
            }
            return ended(events);
        }

        /// The calls' arguments cut anywhere, and shuffled into each other.
        List<ChatEvent> interleaved() {
            var events = start();
            var random = new Random(seed);
            var left = new ArrayList<String>();
            for (int call = 0; call < calls.size(); call++) {
                events.add(new CallStarted(call, "t" + call, "f" + call));
                left.add(calls.get(call));
            }
            while (left.stream().anyMatch(rest -> !rest.isEmpty())) {
                int call = random.nextInt(left.size());
                var rest = left.get(call);
                int cut = rest.isEmpty() ? 0 : 1 + random.nextInt(rest.length());
                if (cut > 0 && !Character.isHighSurrogate(rest.charAt(cut - 1))) {
                    events.add(new CallArguments(call, rest.substring(0, cut)));
                    left.set(call, rest.substring(cut));
                }
            }
            return ended(events);
        }

        private List<ChatEvent> start() {
            var events = new ArrayList<ChatEvent>();
            events.add(new Started("id", "model"));
            events.addAll(said);
            return events;
        }

        private List<ChatEvent> ended(List<ChatEvent> events) {
            events.add(new Finished(calls.isEmpty() ? finish : Finish.TOOL_CALLS));
            events.add(new Used(tokens));
            events.add(new Ended());
            return events;
        }
    }

    @Property(tries = 300)
    void aStreamComesBackAsItWas(@ForAll("answers") Answer answer, @ForAll int size) {
        var stream = Buffer.buffer();
        var writer = new MessagesAnswerWriter("p", "m", null);
        answer.interleaved().forEach(event -> writer.write(event, stream));

        assertThat(joined(read(stream, 1 + Math.floorMod(size, 200))))
                .isEqualTo(joined(answer.inOrder()));
    }

    @Property(tries = 300)
    void aWholeAnswerComesBackAsItWas(@ForAll("answers") Answer answer) {
        var body = new MessagesAnswerWriter("p", "m", null).whole(answer.interleaved());

        var events = new ArrayList<ChatEvent>();
        new AnswerReader("p", false)
                .whole(Json.answer(body.getBytes(), 0, body.length(), "p"), events::add);
        assertThat(joined(events)).isEqualTo(joined(answer.inOrder()));
    }

    private static List<ChatEvent> read(Buffer stream, int size) {
        var reader = new StreamReader("p", false);
        var events = new ArrayList<ChatEvent>();
        for (int at = 0; at < stream.length(); at += size) {
            reader.read(stream.getBuffer(at, Math.min(at + size, stream.length())), events::add);
        }
        reader.end(events::add);
        return events;
    }

    /// Neighbours of one kind in one, and the last count alone.
    private static List<ChatEvent> joined(List<ChatEvent> events) {
        var joined = new ArrayList<ChatEvent>();
        Used last = null;
        for (var event : events) {
            var before = joined.isEmpty() ? null : joined.getLast();
            switch (event) {
                case Used used -> last = used;
                case Text(var delta) when before instanceof Text(var text) ->
                        joined.set(joined.size() - 1, new Text(text + delta));
                case Thought(var delta) when before instanceof Thought(var text) ->
                        joined.set(joined.size() - 1, new Thought(text + delta));
                case CallArguments(int call, var fragment)
                        when before instanceof CallArguments(int same, var text) && call == same ->
                        joined.set(joined.size() - 1, new CallArguments(call, text + fragment));
                case ChatEvent other -> joined.add(other);
            }
        }
        joined.add(last);
        return joined;
    }

    @Provide
    Arbitrary<Answer> answers() {
        var tokens =
                Arbitraries.longs()
                        .between(0, 1L << 40)
                        .list()
                        .ofSize(6)
                        .map(AnswerRoundTripTest::tokens);
        var calls =
                Arbitraries.of(
                                "{}",
                                "{\"a\":9007199254740993,\"b\":[1.0,{\"c\":null}]}",
                                "{\"}\":\"\\\\\\\"}{ö😀\"}")
                        .list()
                        .ofMaxSize(3);
        return Combinators.combine(
                        pieces().list().ofMaxSize(5),
                        calls,
                        Arbitraries.of(
                                Finish.STOP,
                                Finish.LENGTH,
                                Finish.CONTEXT_FULL,
                                Finish.STOP_SEQUENCE),
                        tokens,
                        Arbitraries.randomValue(Random::nextLong))
                .as(
                        (pieces, arguments, finish, counts, seed) ->
                                new Answer(
                                        pieces.stream().flatMap(List::stream).toList(),
                                        arguments,
                                        finish,
                                        counts,
                                        seed));
    }

    /// The parts are contained in the wholes.
    private static TokenCounts tokens(List<Long> n) {
        return new TokenCounts(
                n.get(0) + n.get(1) + n.get(2) + n.get(3),
                n.get(1),
                n.get(2) + n.get(3),
                n.get(3),
                n.get(4) + n.get(5),
                n.get(5));
    }

    private static Arbitrary<List<ChatEvent>> pieces() {
        var signed =
                Combinators.combine(WORDS.list().ofMaxSize(3), WORDS)
                        .as(
                                (words, signature) -> {
                                    var events = new ArrayList<ChatEvent>();
                                    words.forEach(word -> events.add(new Thought(word)));
                                    events.add(
                                            new ThoughtSigned(
                                                    new Signature(Maker.CLAUDE, "E" + signature)));
                                    return (List<ChatEvent>) events;
                                });
        var redacted = WORDS.map(data -> List.<ChatEvent>of(new ThoughtRedacted(data)));
        var text =
                WORDS.list()
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(words -> words.stream().<ChatEvent>map(Text::new).toList());
        return Arbitraries.oneOf(signed, redacted, text);
    }
}
