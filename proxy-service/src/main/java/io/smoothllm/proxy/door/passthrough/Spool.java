package io.smoothllm.proxy.door.passthrough;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.WriteStream;
import java.util.function.IntConsumer;

/// Bytes that are too many for the memory, in a file that has no name: it is gone when it is
/// closed, or when the process is, however that ends.
final class Spool {
    private static final int BLOCK = 64 * 1024;

    private final AsyncFile file;
    private Future<Void> written = Future.succeededFuture();
    private long length;

    private Spool(AsyncFile file) {
        this.file = file;
    }

    /// @param directory null = the system's own for such files
    static Future<Spool> create(Vertx vertx, String directory) {
        var files = vertx.fileSystem();
        return files.createTempFile(directory, "smoothllm-upload-", "", "rw-------")
                .compose(
                        path ->
                                files.open(path, new OpenOptions().setCreate(false))
                                        .eventually(() -> files.delete(path)))
                .map(Spool::new);
    }

    void write(Buffer bytes) {
        length += bytes.length();
        var one = file.write(bytes);
        written = written.compose(_ -> one);
    }

    boolean isFull() {
        return file.writeQueueFull();
    }

    void onDrain(Handler<Void> next) {
        file.drainHandler(next);
    }

    /// When all that was given to it so far is there to be read.
    Future<Void> written() {
        return written;
    }

    long length() {
        return length;
    }

    /// No faster than `out` takes it.
    ///
    /// @param count gets the size of each piece
    Future<Void> copy(long from, long to, WriteStream<Buffer> out, IntConsumer count) {
        var done = Promise.<Void>promise();
        copy(from, to, out, count, done);
        return done.future();
    }

    private void copy(
            long from, long to, WriteStream<Buffer> out, IntConsumer count, Promise<Void> done) {
        if (from >= to) {
            done.complete();
            return;
        }
        int size = (int) Math.min(BLOCK, to - from);
        file.read(Buffer.buffer(size), 0, from, size)
                .onFailure(done::fail)
                .onSuccess(
                        block -> {
                            if (block.length() == 0) {
                                done.fail(new IllegalStateException("A spool became shorter"));
                                return;
                            }
                            out.write(block);
                            count.accept(block.length());
                            long next = from + block.length();
                            whenReady(out, () -> copy(next, to, out, count, done));
                        });
    }

    private static void whenReady(WriteStream<Buffer> out, Runnable next) {
        if (out.writeQueueFull()) {
            out.drainHandler(
                    _ -> {
                        out.drainHandler(null);
                        next.run();
                    });
        } else {
            next.run();
        }
    }

    void close() {
        file.close();
    }
}
