package io.smoothllm.proxy.dialect.gemini;

import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.ProviderDialect;
import io.smoothllm.proxy.dialect.sse.SseEvent;
import io.smoothllm.proxy.dialect.sse.SseFramer;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/// Reads one streamed answer: a whole `GenerateContentResponse` in each `data`. There is no end
/// mark but the end.
final class StreamReader implements ProviderDialect.EventReader {
    private final String provider;
    private final SseFramer framer;
    private final AnswerReader answer;

    StreamReader(String provider) {
        this.provider = provider;
        this.framer = new SseFramer(provider);
        this.answer = new AnswerReader(provider);
    }

    @Override
    public void read(Buffer bytes, Consumer<ChatEvent> events) {
        framer.feed(bytes.getBytes(), (event, from, to) -> read(event, from, to, events));
    }

    @Override
    public void end(Consumer<ChatEvent> events) {
        framer.end((event, from, to) -> read(event, from, to, events));
        answer.end(events);
    }

    private void read(byte[] bytes, int from, int to, Consumer<ChatEvent> events) {
        var event = SseEvent.parse(bytes, from, to);
        if (event.hasData()) {
            if (!event.isDone()) { // not Gemini's, but some that imitate it say it
                answer.read(
                        Json.answer(event.data(), event.from(), event.length(), provider), events);
            }
        } else if (isJson(bytes, from, to)) {
            // An error in mid-stream comes without `data:`; Google's own SDK looks for it so.
            answer.read(Json.answer(bytes, from, to - from, provider), events);
        }
    }

    private static boolean isJson(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && Character.isWhitespace(bytes[at])) {
            at++;
        }
        return at < to && (bytes[at] == '{' || bytes[at] == '[');
    }
}
