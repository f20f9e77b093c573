package io.smoothllm.proxy.dialect.anthropic;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.AnswerStream;
import io.smoothllm.proxy.dialect.TextSample;
import io.smoothllm.proxy.dialect.sse.SseEvent;
import io.smoothllm.proxy.dialect.sse.SseFramer;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/// Passes whole events on as they came, and reads along. An error becomes a problem, and is said
/// again, so that another provider may be asked while nothing was sent.
final class VerbatimStream implements AnswerStream {
    private static final Buffer STOP =
            Buffer.buffer("event: message_stop\ndata: {\"type\": \"message_stop\"}\n\n");

    private final String provider;
    private final SseFramer framer;
    private final UsageCount usage = new UsageCount();
    private final TextSample content = new TextSample();
    private boolean sawReason;
    private boolean sawStop;

    VerbatimStream(String provider) {
        this.provider = provider;
        this.framer = new SseFramer(provider);
    }

    @Override
    public void feed(Buffer bytes, Buffer out) {
        framer.feed(bytes.getBytes(), (event, from, to) -> pass(event, from, to, out));
    }

    /// With its stop reason an answer is whole; SDKs do not believe it without the last event.
    @Override
    public void end(Buffer out) {
        try {
            framer.end((event, from, to) -> pass(event, from, to, out));
        } catch (ProblemException e) {
            if (!finished()) {
                throw e;
            } // else it was half of the last event, which says nothing new
        }
        if (!finished()) {
            throw new ProblemException(new Problem.StreamBroken(provider));
        }
        if (!sawStop) {
            sawStop = true;
            out.appendBuffer(STOP);
        }
    }

    private void pass(byte[] bytes, int from, int to, Buffer out) {
        var event = SseEvent.parse(bytes, from, to);
        if (event.hasData()) {
            read(scan(event));
        }
        out.appendBytes(bytes, from, to - from);
    }

    private void read(EventScan event) {
        if (event.error() != null) {
            throw new ProblemException(UpstreamErrors.AS_IS.inAnswer(provider, event.error()));
        }
        sawReason |= event.stopped();
        sawStop |= event.type().equals("message_stop");
        if (event.usage() != null) {
            usage.add(event.usage());
        }
    }

    private EventScan scan(SseEvent event) {
        try {
            return EventScan.of(event.data(), event.from(), event.length(), content);
        } catch (IOException e) {
            throw new ProblemException(new Problem.Garbled(provider));
        }
    }

    @Override
    public boolean finished() {
        return sawStop || sawReason;
    }

    @Override
    public boolean hasContent() {
        return content.length() > 0;
    }

    @Override
    public TokenCounts tokens() {
        return usage.isSaid() ? usage.tokens() : null;
    }

    @Override
    public TextSample content() {
        return content;
    }
}
