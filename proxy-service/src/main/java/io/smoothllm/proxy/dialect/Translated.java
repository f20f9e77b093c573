package io.smoothllm.proxy.dialect;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A conversation between two dialects, by way of the neutral form.
public final class Translated implements Conversation {
    /// Writes events in a client's dialect.
    public interface AnswerWriter {
        /// @param out gets what one event becomes; nothing, when the dialect has no word for it
        void write(ChatEvent event, Buffer out);

        Buffer whole(List<ChatEvent> events);
    }

    private final ChatRequest request;
    private final Candidate candidate;
    private final ProviderDialect provider;
    private final AnswerWriter writer;

    public Translated(
            ChatRequest request,
            Candidate candidate,
            ProviderDialect provider,
            AnswerWriter writer) {
        this.request = request;
        this.candidate = candidate;
        this.provider = provider;
        this.writer = writer;
    }

    @Override
    public Outgoing outgoing() {
        return provider.write(request, candidate);
    }

    @Override
    public WholeAnswer whole(Buffer body) {
        var events = new ArrayList<ChatEvent>();
        var counter = new Counter();
        provider.readWhole(body, candidate, counter.andThen(events::add));
        return new WholeAnswer(writer.whole(events), counter.tokens);
    }

    @Override
    public AnswerStream stream() {
        return new Stream(provider.readStream(candidate), writer);
    }

    @Override
    public Problem.UpstreamProblem failure(int status, MultiMap headers, Buffer body) {
        return provider.readError(candidate, status, headers, body);
    }

    private static final class Stream implements AnswerStream {
        private final ProviderDialect.EventReader reader;
        private final AnswerWriter writer;
        private final Counter counter = new Counter();

        Stream(ProviderDialect.EventReader reader, AnswerWriter writer) {
            this.reader = reader;
            this.writer = writer;
        }

        @Override
        public void feed(Buffer bytes, Buffer out) {
            reader.read(bytes, counter.andThen(event -> writer.write(event, out)));
        }

        @Override
        public void end(Buffer out) {
            reader.end(counter.andThen(event -> writer.write(event, out)));
        }

        @Override
        public boolean finished() {
            return counter.ended;
        }

        @Override
        public boolean hasContent() {
            return counter.hasContent;
        }

        @Override
        public TokenCounts tokens() {
            return counter.tokens;
        }

        @Override
        public long contentBytes() {
            return counter.contentBytes;
        }
    }

    /// Listens in on the events.
    private static final class Counter implements Consumer<ChatEvent> {
        private TokenCounts tokens;
        private boolean hasContent;
        private boolean ended;
        private long contentBytes;

        @Override
        public void accept(ChatEvent event) {
            switch (event) {
                case ChatEvent.Started _ -> {}
                case ChatEvent.Text(var delta) -> content(delta);
                case ChatEvent.Thought(var delta) -> content(delta);
                case ChatEvent.ThoughtSigned _ -> {}
                case ChatEvent.ThoughtRedacted _ -> {}
                case ChatEvent.CallStarted(_, _, var name) -> content(name);
                case ChatEvent.CallArguments(_, var fragment) -> content(fragment);
                case ChatEvent.Finished _ -> {}
                case ChatEvent.Used(var counts) -> tokens = counts;
                case ChatEvent.Ended _ -> ended = true;
            }
        }

        private void content(String text) {
            hasContent |= !text.isEmpty();
            contentBytes += text.getBytes(StandardCharsets.UTF_8).length;
        }
    }
}
