package io.smoothllm.proxy.dialect;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A conversation between two dialects, by way of the neutral form.
public final class Translated implements Conversation {
    private final ClientDialect client;
    private final ClientRequest request;
    private final Candidate candidate;
    private final ProviderDialect provider;
    private List<String> ignored = List.of();
    private ChatRequest understood;
    private ToolNames toolNames = ToolNames.UNCHANGED;

    Translated(
            ClientDialect client,
            ClientRequest request,
            Candidate candidate,
            ProviderDialect provider) {
        this.client = client;
        this.request = request;
        this.candidate = candidate;
        this.provider = provider;
    }

    @Override
    public List<Part.Media.Remote> wanted() {
        return RemoteParts.in(understood()).stream()
                .filter(media -> !provider.takes(media))
                .toList();
    }

    @Override
    public Outgoing outgoing() {
        return outgoing(Map.of());
    }

    @Override
    public Outgoing outgoing(Map<Part.Media.Remote, Part.Media.Inline> fetched) {
        var whole = RemoteParts.replaced(understood(), fetched);
        toolNames = ToolNames.of(whole, provider.longestToolName());
        var outgoing = provider.write(toolNames.fitted(whole), candidate);
        ignored =
                Stream.concat(whole.ignored().stream(), outgoing.ignored().stream())
                        .distinct()
                        .toList();
        return outgoing;
    }

    @Override
    public List<String> ignored() {
        return ignored;
    }

    private ChatRequest understood() {
        if (understood == null) {
            understood = client.understand(request);
        }
        return understood;
    }

    @Override
    public boolean isStream(String contentType) {
        return provider.isStream(contentType);
    }

    @Override
    public WholeAnswer whole(Buffer body) {
        var events = new ArrayList<ChatEvent>();
        var counter = new Counter();
        provider.readWhole(body, candidate, restored(counter.andThen(events::add)));
        return new WholeAnswer(
                client.answer(request, candidate).whole(events), counter.tokens, counter.content);
    }

    @Override
    public WholeAnswer unrolled(Buffer body) {
        var stream = Buffer.buffer();
        var counter = new Counter();
        var writer = client.answer(request, candidate);
        provider.readWhole(
                body, candidate, restored(counter.andThen(event -> writer.write(event, stream))));
        return new WholeAnswer(stream, counter.tokens, counter.content);
    }

    @Override
    public AnswerStream stream() {
        return new Events(provider.readStream(candidate), client.answer(request, candidate));
    }

    private Consumer<ChatEvent> restored(Consumer<ChatEvent> events) {
        return event -> events.accept(toolNames.restored(event));
    }

    @Override
    public Problem.UpstreamProblem failure(int status, MultiMap headers, Buffer body) {
        return provider.readError(candidate, status, headers, body);
    }

    private final class Events implements AnswerStream {
        private final ProviderDialect.EventReader reader;
        private final AnswerWriter writer;
        private final Counter counter = new Counter();

        Events(ProviderDialect.EventReader reader, AnswerWriter writer) {
            this.reader = reader;
            this.writer = writer;
        }

        @Override
        public void feed(Buffer bytes, Buffer out) {
            reader.read(bytes, restored(counter.andThen(event -> writer.write(event, out))));
        }

        @Override
        public void end(Buffer out) {
            reader.end(restored(counter.andThen(event -> writer.write(event, out))));
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
        public TextSample content() {
            return counter.content;
        }

        @Override
        public Buffer lastWords(Problem problem, ClientDialect dialect) {
            return writer.lastWords(problem, dialect);
        }
    }

    /// Listens in on the events.
    private static final class Counter implements Consumer<ChatEvent> {
        private TokenCounts tokens;
        private boolean hasContent;
        private boolean ended;
        private final TextSample content = new TextSample();

        @Override
        public void accept(ChatEvent event) {
            switch (event) {
                case ChatEvent.Text(var delta) -> content(delta);
                case ChatEvent.Refusal(var delta) -> content(delta);
                case ChatEvent.Thought(var delta) -> content(delta);
                case ChatEvent.CallStarted(_, _, var name) -> content(name);
                case ChatEvent.CallArguments(_, var fragment) -> content(fragment);
                case ChatEvent.Used(var counts) -> tokens = counts;
                case ChatEvent.Ended() -> ended = true;
                case ChatEvent.Started _,
                        ChatEvent.Choice _,
                        ChatEvent.LogProbs _,
                        ChatEvent.ThoughtSigned _,
                        ChatEvent.ThoughtRedacted _,
                        ChatEvent.Finished _ -> {}
            }
        }

        private void content(String text) {
            hasContent |= !text.isEmpty();
            content.add(text);
        }
    }
}
