package io.smoothllm.proxy.dialect;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/// A request's body that is not in memory, or not yet here.
public interface Upload {
    /// Writes all of it, no faster than `out` takes it, and does not end it.
    ///
    /// @return fails with a [ProblemException] when the client does not deliver
    Future<Void> writeTo(WriteStream<Buffer> out);

    /// Bytes written so far.
    long written();

    /// Whether it can be written more than once.
    boolean repeatable();
}
