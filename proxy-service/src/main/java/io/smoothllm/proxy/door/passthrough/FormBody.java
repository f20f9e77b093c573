package io.smoothllm.proxy.door.passthrough;

import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.TextSample;
import io.smoothllm.proxy.dialect.Upload;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.HashMap;
import java.util.List;

/// A form whose model is known, and where its bytes are. The model's name is not among them: each
/// candidate gets its own.
final class FormBody implements Posted {
    /// Where the bytes are.
    sealed interface Place {
        record Memory(Buffer bytes) implements Place {}

        record File(Spool spool) implements Place {}

        /// On their way, the beginning is here; can be passed on once.
        record Arriving(FormIntake intake) implements Place {}
    }

    /// @param contentType as it came, with the boundary
    /// @param model the default one when the form names none
    /// @param at where in the bytes the name belongs
    /// @param named whether there is a field for it
    record Head(
            String contentType,
            Boundary boundary,
            String model,
            boolean named,
            long at,
            boolean streamed) {}

    private final Head head;
    private final Place place;

    /// Bytes without the name; below 0 when not known.
    private final long length;

    FormBody(Head head, Place place, long length) {
        this.head = head;
        this.place = place;
        this.length = length;
    }

    @Override
    public String model() {
        return head.model();
    }

    @Override
    public boolean streamed() {
        return head.streamed();
    }

    @Override
    public int bytes() {
        return (int) Math.clamp(length, 0, Integer.MAX_VALUE);
    }

    /// Sounds and pictures: how many tokens they are, only the provider knows.
    @Override
    public boolean isText() {
        return false;
    }

    @Override
    public TextSample input() {
        return null;
    }

    @Override
    public Outgoing to(Candidate candidate, Endpoint endpoint) {
        var name = name(candidate);
        var headers = new HashMap<>(endpoint.headers());
        headers.put("Content-Type", head.contentType());
        var body = Buffer.buffer();
        if (place instanceof Place.Memory(var bytes)) {
            int at = (int) head.at();
            body.appendBuffer(bytes, 0, at)
                    .appendBuffer(name)
                    .appendBuffer(bytes, at, bytes.length() - at);
        } else if (length >= 0) {
            headers.put("Content-Length", Long.toString(length + name.length()));
        }
        return new Outgoing(endpoint.path(), headers, body, List.of());
    }

    @Override
    public Upload upload(Candidate candidate) {
        return switch (place) {
            case Place.Memory _ -> null;
            case Place.File(var spool) -> new FileUpload(spool, head.at(), name(candidate));
            case Place.Arriving(var intake) -> new ArrivingUpload(intake, name(candidate));
        };
    }

    /// What is written in the place of the client's name for the model.
    private Buffer name(Candidate candidate) {
        var name = candidate.model().upstreamName();
        if (head.named()) {
            return Buffer.buffer(name);
        }
        return name.equals(head.model())
                ? Buffer.buffer()
                : Buffer.buffer(
                        "--"
                                + head.boundary().text()
                                + "\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n"
                                + name
                                + "\r\n");
    }

    @Override
    public boolean repeatable() {
        return !(place instanceof Place.Arriving(var intake)) || !intake.isBegun();
    }

    @Override
    public boolean addsUsage(Candidate candidate) {
        return false;
    }

    @Override
    public void release() {
        switch (place) {
            case Place.Memory _ -> {}
            case Place.File(var spool) -> spool.close();
            case Place.Arriving(var intake) -> intake.abandon();
        }
    }

    private static final class FileUpload implements Upload {
        private final Spool spool;
        private final long at;
        private final Buffer name;
        private long written;

        FileUpload(Spool spool, long at, Buffer name) {
            this.spool = spool;
            this.at = at;
            this.name = name;
        }

        @Override
        public Future<Void> writeTo(WriteStream<Buffer> out) {
            return spool.copy(0, at, out, this::count)
                    .compose(
                            _ -> {
                                out.write(name);
                                count(name.length());
                                return spool.copy(at, spool.length(), out, this::count);
                            });
        }

        private void count(int bytes) {
            written += bytes;
        }

        @Override
        public long written() {
            return written;
        }

        @Override
        public boolean repeatable() {
            return true;
        }
    }

    private record ArrivingUpload(FormIntake intake, Buffer name) implements Upload {
        @Override
        public Future<Void> writeTo(WriteStream<Buffer> out) {
            return intake.passOn(name, out);
        }

        @Override
        public long written() {
            return intake.passedOn();
        }

        @Override
        public boolean repeatable() {
            return false;
        }
    }
}
