package io.smoothllm.proxy.dialect.responses;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.AnswerStream;
import io.smoothllm.proxy.dialect.ClientDialect;
import io.smoothllm.proxy.dialect.TextSample;
import io.smoothllm.proxy.dialect.sse.SseEvent;
import io.smoothllm.proxy.dialect.sse.SseFramer;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Passes whole events on as they came, and reads along.
///
/// The first events only say that there is a response; they wait for what follows. A provider that
/// is overloaded says so right behind them, and as long as the client has nothing, another provider
/// can be asked.
final class VerbatimStream implements AnswerStream {
    private final String provider;
    private final String credential;
    private final SseFramer framer;
    private Buffer held = Buffer.buffer();
    private TokenCounts tokens;
    private final TextSample content = new TextSample();
    private long next;
    private boolean finished;
    private boolean told;

    /// @param credential may be null; what quotes it is never passed on
    VerbatimStream(String provider, String credential) {
        this.provider = provider;
        this.framer = new SseFramer(provider);
        this.credential = credential;
    }

    @Override
    public void feed(Buffer bytes, Buffer out) {
        framer.feed(bytes.getBytes(), (event, from, to) -> pass(event, from, to, out));
    }

    @Override
    public void end(Buffer out) {
        framer.end((event, from, to) -> pass(event, from, to, out));
        if (!finished) {
            throw new ProblemException(new Problem.StreamBroken(provider));
        }
    }

    private void pass(byte[] bytes, int from, int to, Buffer out) {
        var event = SseEvent.parse(bytes, from, to);
        if (held != null && isBlank(bytes, from, to)) {
            held.appendBytes(bytes, from, to - from);
            return;
        }
        if (!event.hasData() || event.isDone()) {
            release(out);
            out.appendBytes(bytes, from, to - from);
            return;
        }
        var scan = scan(event);
        next = Math.max(next, scan.number() + 1);
        if (scan.response() != null && scan.response().tokens() != null) {
            tokens = scan.response().tokens();
        }
        var type = scan.type() == null ? event.name() : scan.type();
        var kind = kind(type, scan);
        switch (kind) {
            case BEGINNING -> begin(bytes, from, to, out);
            case FAILURE -> fail(scan, bytes, from, to, out);
            case CONTENT, END -> {
                finished |= kind == Kind.END;
                release(out);
                out.appendBytes(bytes, from, to - from);
            }
        }
    }

    private enum Kind {
        BEGINNING,
        CONTENT,
        FAILURE,
        END
    }

    private static Kind kind(String type, EventScan scan) {
        return switch (type) {
            case "response.created", "response.in_progress" -> Kind.BEGINNING;
            case "response.failed", "error" -> Kind.FAILURE;
            case "response.completed", "response.incomplete", "response.cancelled" -> Kind.END;
            case null, default -> scan.error() == null ? Kind.CONTENT : Kind.FAILURE;
        };
    }

    private void begin(byte[] bytes, int from, int to, Buffer out) {
        (held == null ? out : held).appendBytes(bytes, from, to - from);
    }

    private void release(Buffer out) {
        if (held != null) {
            out.appendBuffer(held);
            held = null;
        }
    }

    /// What the client already gets an answer from, it also hears the failure from, in the
    /// provider's own words.
    private void fail(EventScan scan, byte[] bytes, int from, int to, Buffer out) {
        told = held == null && !quotesCredential(bytes, from, to);
        if (told) {
            out.appendBytes(bytes, from, to - from);
        }
        throw new ProblemException(FailureReader.read(provider, scan));
    }

    private boolean quotesCredential(byte[] bytes, int from, int to) {
        return credential != null
                && new String(bytes, from, to - from, StandardCharsets.UTF_8).contains(credential);
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != '\n' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private EventScan scan(SseEvent event) {
        try {
            return EventScan.of(event.data(), event.from(), event.length(), content);
        } catch (IOException e) {
            throw new ProblemException(new Problem.Garbled(provider));
        }
    }

    @Override
    public Buffer lastWords(Problem problem, ClientDialect dialect) {
        return told ? Buffer.buffer() : ResponsesErrors.inStream(problem, next);
    }

    @Override
    public boolean finished() {
        return finished;
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
