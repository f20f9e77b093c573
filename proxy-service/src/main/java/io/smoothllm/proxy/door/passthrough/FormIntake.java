package io.smoothllm.proxy.door.passthrough;

import io.smoothllm.proxy.door.DoorConfig;
import io.smoothllm.proxy.door.Exchange;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.WriteStream;

/// Takes a form in until its model is known and the way of its bytes decided: a small form stays in
/// memory, of a larger one whose model comes early only the beginning does, and the rest is passed
/// on as it arrives; one that says its model late is kept in a file until it does. Used by one
/// event loop only.
final class FormIntake {
    private final Vertx vertx;
    private final DoorConfig config;
    private final Exchange exchange;
    private final HttpServerRequest request;
    private final Service service;
    private final String contentType;
    private final Boundary boundary;
    private final FormScanner scanner;
    private final Promise<FormBody> decided = Promise.promise();
    private final Promise<Void> passed = Promise.promise();
    private Buffer pending = Buffer.buffer();
    private long received;
    private long passedOn;
    private Spool spool;
    private boolean opening;
    private WriteStream<Buffer> out;
    private boolean ended;
    private boolean over;
    private long timer;

    /// @throws ProblemException [Problem.InvalidRequest] when the content type has no boundary
    FormIntake(Vertx vertx, DoorConfig config, Service service, Exchange exchange) {
        this.vertx = vertx;
        this.config = config;
        this.exchange = exchange;
        this.request = exchange.request();
        this.service = service;
        this.contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        this.boundary = Boundary.of(contentType);
        this.scanner = new FormScanner(boundary);
    }

    /// @return fails with a [ProblemException]
    /// @throws ProblemException [Problem.BodyTooLarge] when it is announced to be
    Future<FormBody> start() {
        exchange.expect(config.maxUpload().asLongValue());
        timer =
                vertx.setTimer(
                        config.uploadTimeout().toMillis(),
                        _ -> fail(new ProblemException(new Problem.BodyTooSlow())));
        request.handler(bytes -> guarded(() -> receive(bytes)));
        request.endHandler(_ -> guarded(this::end));
        request.exceptionHandler(_ -> fail(new ProblemException(new Problem.BodyIncomplete())));
        request.resume();
        return decided.future();
    }

    private void receive(Buffer bytes) {
        received += bytes.length();
        long limit = config.maxUpload().asLongValue();
        if (received > limit) {
            throw new ProblemException(new Problem.BodyTooLarge(limit));
        }
        scanner.feed(bytes, pending);
        if (out != null) {
            forward();
        } else if (spool != null) {
            spill();
        } else if (pending.length() > config.uploadMemory().asLongValue() && !opening) {
            if (scanner.model() == null) {
                open();
            } else {
                request.pause();
                decide(new FormBody.Place.Arriving(this), length());
            }
        }
    }

    private void end() {
        ended = true;
        scanner.end(pending);
        if (out != null) {
            forward();
            over();
            passed.complete();
        } else if (spool != null) {
            spill();
            spooled();
        } else if (!opening) {
            decide(new FormBody.Place.Memory(pending), pending.length());
            over();
        }
    }

    /// A form that says how long it is keeps its length but for the model's name.
    private long length() {
        var announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return announced == null ? -1 : Long.parseLong(announced) - scanner.takenOut();
    }

    private void decide(FormBody.Place place, long length) {
        var named = scanner.model();
        var model = named == null ? service.defaultModel() : named;
        if (model == null) {
            throw new ProblemException(
                    new Problem.InvalidRequest("model", "You must provide a model parameter."));
        }
        decided.complete(
                new FormBody(
                        new FormBody.Head(
                                contentType,
                                boundary,
                                model,
                                named != null,
                                named == null ? scanner.closeAt() : scanner.modelAt(),
                                scanner.streamed()),
                        place,
                        length));
    }

    private void open() {
        opening = true;
        request.pause();
        Spool.create(vertx, config.uploadDirectory().orElse(null))
                .onFailure(this::fail)
                .onSuccess(opened -> guarded(() -> opened(opened)));
    }

    private void opened(Spool opened) {
        opening = false;
        spool = opened;
        if (over) {
            spool.close();
            return;
        }
        spill();
        if (ended) {
            spooled();
        } else if (!spool.isFull()) {
            request.resume();
        }
    }

    private void spill() {
        spool.write(take());
        if (spool.isFull()) {
            request.pause();
            spool.onDrain(_ -> request.resume());
        }
    }

    private void spooled() {
        spool.written()
                .onFailure(this::fail)
                .onSuccess(
                        _ ->
                                guarded(
                                        () -> {
                                            decide(new FormBody.Place.File(spool), spool.length());
                                            over();
                                        }));
    }

    /// Writes what is here and what comes to `to`, with the model's name where it belongs.
    Future<Void> passOn(Buffer name, WriteStream<Buffer> to) {
        out = to;
        int at = (int) scanner.modelAt();
        var beginning = take();
        pending.appendBuffer(beginning, 0, at)
                .appendBuffer(name)
                .appendBuffer(beginning, at, beginning.length() - at);
        // A client that leaves ends the call by its response, which closes, too.
        request.exceptionHandler(_ -> {});
        forward();
        if (!out.writeQueueFull()) {
            request.resume();
        }
        return passed.future();
    }

    /// The last byte waits for the next or the end: without it the provider cannot take a form
    /// that turns out to be broken for a whole one.
    private void forward() {
        var bytes = take();
        if (!ended && bytes.length() > 0) {
            int last = bytes.length() - 1;
            pending.appendByte(bytes.getByte(last));
            bytes = bytes.slice(0, last);
        }
        passedOn += bytes.length();
        out.write(bytes);
        if (out.writeQueueFull()) {
            request.pause();
            out.drainHandler(_ -> request.resume());
        }
    }

    private Buffer take() {
        var taken = pending;
        pending = Buffer.buffer();
        return taken;
    }

    /// Whether some of it was passed on, so that it cannot be once more.
    boolean isBegun() {
        return out != null;
    }

    long passedOn() {
        return passedOn;
    }

    /// Nobody wants it any more.
    void abandon() {
        over();
        pending = Buffer.buffer();
        exchange.drain();
    }

    private void guarded(Runnable step) {
        if (over) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void fail(Throwable failure) {
        if (over) {
            return;
        }
        over();
        if (spool != null) {
            spool.close();
        }
        if (!decided.tryFail(failure)) {
            passed.tryFail(failure);
        }
    }

    private void over() {
        over = true;
        vertx.cancelTimer(timer);
    }
}
