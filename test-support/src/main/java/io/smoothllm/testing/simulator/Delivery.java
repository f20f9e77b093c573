package io.smoothllm.testing.simulator;

import io.smoothllm.testing.simulator.wire.Frame;
import io.smoothllm.testing.simulator.wire.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Sends an answer at a script's pace, no faster than the client reads, and writes down how far it
/// came. Runs on the request's event loop.
final class Delivery {
    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Recording recording;
    private boolean clientGone;

    Delivery(Vertx vertx, HttpServerRequest request, Recording recording) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.recording = recording;
        response.closeHandler(_ -> gone());
        response.exceptionHandler(_ -> gone());
    }

    private void gone() {
        clientGone = true;
        recording.ended(Outcome.CLIENT_GONE);
    }

    void after(Duration delay, Runnable action) {
        if (delay.isZero()) {
            action.run();
        } else {
            vertx.setTimer(
                    Math.max(1, delay.toMillis()),
                    _ -> {
                        if (!clientGone) {
                            action.run();
                        }
                    });
        }
    }

    /// In one piece, with its length.
    void whole(Reply.Whole reply, Map<String, String> headers, Outcome outcome) {
        head(reply.status(), headers);
        response.putHeader("content-type", reply.contentType());
        recording.served(reply.served());
        finish(() -> response.end(Buffer.buffer(reply.body())), outcome);
    }

    /// Its length is promised, half of it is sent.
    void halfOf(Reply.Whole reply, Map<String, String> headers) {
        head(reply.status(), headers);
        response.putHeader("content-type", reply.contentType());
        response.putHeader("content-length", Integer.toString(reply.body().length));
        cut(List.of(Buffer.buffer(reply.body()).slice(0, reply.body().length / 2)));
    }

    /// @param ending [Outcome#CUT] closes the connection, everything else ends the body
    void chunks(List<Frame> chunks, Duration pace, Outcome ending) {
        chunks(chunks, 0, pace, ending);
    }

    private void head(int status, Map<String, String> headers) {
        recording.answering(status);
        response.setStatusCode(status);
        headers.forEach(response::putHeader);
    }

    /// The head of an answer that comes in chunks.
    void stream(int status, Map<String, String> headers) {
        head(status, headers);
        response.setChunked(true);
    }

    void close() {
        cut(List.of());
    }

    private void chunks(List<Frame> chunks, int from, Duration pace, Outcome ending) {
        for (int i = from; i < chunks.size(); i++) {
            if (clientGone) {
                return;
            }
            int next = i + 1;
            response.write(Buffer.buffer(chunks.get(i).bytes()));
            recording.served(chunks.get(i).served());
            if (!pace.isZero() && next < chunks.size()) {
                after(pace, () -> chunks(chunks, next, pace, ending));
                return;
            }
            if (response.writeQueueFull()) {
                response.drainHandler(_ -> chunks(chunks, next, pace, ending));
                return;
            }
        }
        if (clientGone) {
            return;
        }
        if (ending == Outcome.CUT) {
            close();
        } else {
            finish(response::end, ending);
        }
    }

    private void cut(List<Buffer> last) {
        recording.ended(Outcome.CUT);
        last.forEach(response::write);
        request.connection().close();
    }

    /// Written down first, so that whoever has the whole answer finds its end in the ledger.
    private void finish(Supplier<Future<Void>> lastWrite, Outcome outcome) {
        recording.ended(outcome);
        lastWrite.get().onFailure(_ -> recording.neverArrived());
    }
}
