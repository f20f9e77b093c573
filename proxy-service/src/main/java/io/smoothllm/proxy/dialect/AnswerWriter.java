package io.smoothllm.proxy.dialect;

import io.smoothllm.proxy.problem.Problem;
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

    /// The problem that breaks the stream off here; its last words.
    default Buffer lastWords(Problem problem, ClientDialect dialect) {
        return dialect.sayInStream(problem);
    }
}
