package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.ProviderDialect.EventReader;
import io.smoothllm.proxy.dialect.sse.SseEvent;
import io.smoothllm.proxy.dialect.sse.SseFramer;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.function.Consumer;

/// Reads one streamed answer, as its bytes come.
final class StreamReader implements EventReader {
    private final String provider;
    private final SseFramer framer = new SseFramer();
    private final AnswerReader answer;

    /// @param unfold whether calls of [JsonTool] are the answer itself
    StreamReader(String provider, boolean unfold) {
        this.provider = provider;
        this.answer = new AnswerReader(provider, unfold);
    }

    @Override
    public void read(Buffer bytes, Consumer<ChatEvent> events) {
        try {
            framer.feed(
                    bytes.getBytes(),
                    (event, from, to) -> read(SseEvent.parse(event, from, to), events));
        } catch (SseFramer.TooLarge e) {
            throw new ProblemException(new Problem.Garbled(provider));
        }
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
            answer.event(parse(event.data(), event.from(), event.length(), provider), events);
        }
    }

    /// @throws ProblemException [Problem.Garbled]
    static JsonNode parse(byte[] bytes, int from, int length, String provider) {
        try {
            return Json.MAPPER.readTree(bytes, from, length);
        } catch (JsonProcessingException e) {
            throw new ProblemException(new Problem.Garbled(provider));
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory cannot fail to be read", e);
        }
    }
}
