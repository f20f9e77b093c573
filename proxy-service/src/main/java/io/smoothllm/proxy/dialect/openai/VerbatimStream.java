package io.smoothllm.proxy.dialect.openai;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.AnswerStream;
import io.smoothllm.proxy.dialect.TextSample;
import io.smoothllm.proxy.dialect.sse.SseEvent;
import io.smoothllm.proxy.dialect.sse.SseFramer;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/// Passes whole events on as they came, and reads along. When usage was asked for by us and not by
/// the client, the extra chunk and the `usage` members of the others are taken out again.
final class VerbatimStream implements AnswerStream {
    private final String provider;
    private final boolean hideUsage;
    private final SseFramer framer;
    private TokenCounts tokens;
    private final TextSample content = new TextSample();
    private boolean sawFinish;
    private boolean done;

    VerbatimStream(String provider, boolean hideUsage) {
        this.provider = provider;
        this.framer = new SseFramer(provider);
        this.hideUsage = hideUsage;
    }

    @Override
    public void feed(Buffer bytes, Buffer out) {
        framer.feed(bytes.getBytes(), (event, from, to) -> pass(event, from, to, out));
    }

    @Override
    public void end(Buffer out) {
        framer.end((event, from, to) -> pass(event, from, to, out));
        if (!finished()) {
            throw new ProblemException(new Problem.StreamBroken(provider));
        }
    }

    private void pass(byte[] bytes, int from, int to, Buffer out) {
        var event = SseEvent.parse(bytes, from, to);
        if (!event.hasData()) {
            out.appendBytes(bytes, from, to - from);
        } else if (event.isDone()) {
            done = true;
            out.appendBytes(bytes, from, to - from);
        } else {
            passChunk(event, scan(event), bytes, from, to, out);
        }
    }

    private void passChunk(
            SseEvent event, ChunkScan chunk, byte[] bytes, int from, int to, Buffer out) {
        if (chunk.error() != null && ChatWire.isError(chunk.error())) {
            throw new ProblemException(UpstreamErrors.inAnswer(provider, chunk.error()));
        }
        if ("error".equals(event.name())) {
            var error = ChatWire.parse(event.data(), event.from(), event.length(), provider);
            throw new ProblemException(UpstreamErrors.inAnswer(provider, error));
        }
        sawFinish |= chunk.finished();
        if (chunk.tokens() != null) {
            tokens = chunk.tokens();
        }
        boolean inPlace = event.data() == bytes;
        if (!hideUsage || chunk.usageTo() == 0 || !inPlace) {
            out.appendBytes(bytes, from, to - from);
        } else if (chunk.choices() > 0 || chunk.tokens() == null) {
            cut(bytes, from, to, chunk, out);
        }
    }

    private static void cut(byte[] bytes, int from, int to, ChunkScan chunk, Buffer out) {
        int behind = chunk.usageTo();
        if (bytes[chunk.usageFrom()] != ',') {
            // The first member goes with the comma behind it.
            while (bytes[behind] == ' ') {
                behind++;
            }
            behind = bytes[behind] == ',' ? behind + 1 : chunk.usageTo();
        }
        out.appendBytes(bytes, from, chunk.usageFrom() - from);
        out.appendBytes(bytes, behind, to - behind);
    }

    private ChunkScan scan(SseEvent event) {
        try {
            return ChunkScan.of(event.data(), event.from(), event.length(), content);
        } catch (IOException e) {
            throw new ProblemException(new Problem.Garbled(provider));
        }
    }

    /// Some servers forget `[DONE]`; none forgets the finish reason of an answer that is whole.
    @Override
    public boolean finished() {
        return done || sawFinish;
    }

    @Override
    public boolean hasContent() {
        return content.length() > 0;
    }

    @Override
    public TokenCounts tokens() {
        return tokens;
    }

    @Override
    public TextSample content() {
        return content;
    }
}
