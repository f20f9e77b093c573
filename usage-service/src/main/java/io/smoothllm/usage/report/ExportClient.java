package io.smoothllm.usage.report;

import io.smoothllm.usage.sql.Interruption;
import io.vertx.core.http.HttpServerRequest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// The one who reads an export, and may go away or fall asleep before its end. Both end the query,
/// which a write alone would not notice while there is nothing to write.
final class ExportClient extends FilterOutputStream {
    private static final Logger LOG = Logger.getLogger(ExportClient.class);

    private static final long LOOK_EVERY_MILLIS = 500;

    private final HttpServerRequest request;
    private final Duration patience;
    private final CountDownLatch done = new CountDownLatch(1);

    /// Of [System#nanoTime]; zero while nothing waits to be taken.
    private volatile long waitingSince;

    ExportClient(OutputStream out, HttpServerRequest request, Duration patience) {
        super(out);
        this.request = request;
        this.patience = patience;
    }

    /// Until [#close].
    void watch(Interruption query) {
        Thread.ofVirtual().name("export-client").start(() -> look(query));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (isGone()) {
            throw new IOException("The client is gone");
        }
        // Never zero.
        waitingSince = System.nanoTime() | 1;
        out.write(bytes, offset, length);
        waitingSince = 0;
    }

    boolean isGone() {
        return request.response().closed();
    }

    /// Whether it is too late to answer something else.
    boolean hasBegun() {
        return request.response().headWritten();
    }

    /// What was sent must not look like the whole of it.
    void breakOff() {
        request.connection().close();
    }

    /// The file is whole.
    void end() throws IOException {
        out.close();
    }

    /// Ends the watch and not the response: only [#end] says that it is whole.
    @Override
    public void close() {
        done.countDown();
    }

    private void look(Interruption query) {
        try {
            while (!done.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (isGone()) {
                    query.interrupt();
                    return;
                }
                long since = waitingSince;
                if (since != 0 && System.nanoTime() - since > patience.toNanos()) {
                    breakOff();
                }
            }
        } catch (SQLException e) {
            LOG.warn("A query that nobody waits for could not be ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
