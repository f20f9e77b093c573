package io.smoothllm.proxy.dialect;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/// Writes one answer in a client's dialect.
public interface AnswerWriter {
    /// As a piece of a stream.
    ///
    /// @param out gets what one event becomes; nothing, when the dialect has no word for it
    void write(ChatEvent event, Buffer out);

    /// @param events of a whole answer, [ChatEvent.Ended] last
    Buffer whole(List<ChatEvent> events);
}
