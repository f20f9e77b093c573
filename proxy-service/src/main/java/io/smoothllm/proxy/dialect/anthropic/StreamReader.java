package io.smoothllm.proxy.dialect.anthropic;

import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.ProviderDialect.EventReader;
import io.smoothllm.proxy.dialect.sse.SseEvent;
import io.smoothllm.proxy.dialect.sse.SseFramer;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/// Reads one streamed answer, as its bytes come.
final class StreamReader implements EventReader {
    private final String provider;
    private final SseFramer framer;
    private final AnswerReader answer;

    /// @param unfold whether calls of [JsonTool] are the answer itself
    StreamReader(String provider, boolean unfold) {
        this.provider = provider;
        this.framer = new SseFramer(provider);
        this.answer = new AnswerReader(provider, unfold);
    }

    @Override
    public void read(Buffer bytes, Consumer<ChatEvent> events) {
        framer.feed(
                bytes.getBytes(),
                (event, from, to) -> read(SseEvent.parse(event, from, to), events));
    }

    @Override
    public void end(Consumer<ChatEvent> events) {
        try {
            framer.end((event, from, to) -> read(SseEvent.parse(event, from, to), events));
        } catch (ProblemException e) {
            if (!answer.isFinished()) {
                throw e;
            } // else it was half of the last event, which says nothing new
        }
        answer.end(events);
    }

    private void read(SseEvent event, Consumer<ChatEvent> events) {
        if (event.hasData()) {
            answer.event(Json.answer(event.data(), event.from(), event.length(), provider), events);
        }
    }
}
