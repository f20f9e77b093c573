package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ProviderDialect.EventReader;
import io.smoothllm.proxy.dialect.sse.SseEvent;
import io.smoothllm.proxy.dialect.sse.SseFramer;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/// Reads a stream of `chat.completion.chunk`s, up to `[DONE]` or to the end of the body: OpenAI's
/// SDKs do without `[DONE]`, and so do some servers.
final class ChunkReader implements EventReader {
    private final String provider;
    private final SseFramer framer;
    private Consumer<ChatEvent> listener;
    private final AnswerReader answer;

    ChunkReader(String provider) {
        this.provider = provider;
        this.framer = new SseFramer(provider);
        this.answer = new AnswerReader(provider, event -> listener.accept(event));
    }

    @Override
    public void read(Buffer bytes, Consumer<ChatEvent> events) {
        listener = events;
        framer.feed(bytes.getBytes(), (event, from, to) -> read(event, from, to));
    }

    @Override
    public void end(Consumer<ChatEvent> events) {
        listener = events;
        framer.end((event, from, to) -> read(event, from, to));
        answer.end();
    }

    private void read(byte[] bytes, int from, int to) {
        var event = SseEvent.parse(bytes, from, to);
        if (!event.hasData()) {
            return;
        }
        if (event.isDone()) {
            answer.done();
            return;
        }
        var chunk = ChatWire.parse(event.data(), event.from(), event.length(), provider);
        if (ChatWire.isError(chunk.path("error"))) {
            throw failed(chunk.path("error"));
        }
        if ("error".equals(event.name())) {
            throw failed(chunk);
        }
        answer.chunk(chunk);
    }

    private ProblemException failed(JsonNode error) {
        return new ProblemException(UpstreamErrors.inAnswer(provider, error));
    }
}
