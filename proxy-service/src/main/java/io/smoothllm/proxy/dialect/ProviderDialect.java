package io.smoothllm.proxy.dialect;

import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/// A dialect that providers speak, as seen from the neutral form.
public interface ProviderDialect {
    /// Which one this is; there is one bean for each.
    Dialect dialect();

    Outgoing write(ChatRequest request, Candidate candidate);

    /// The events of a whole answer.
    void readWhole(Buffer body, Candidate candidate, Consumer<ChatEvent> events);

    EventReader readStream(Candidate candidate);

    Problem.UpstreamProblem readError(
            Candidate candidate, int status, MultiMap headers, Buffer body);

    /// Reads one streamed answer.
    interface EventReader {
        void read(Buffer bytes, Consumer<ChatEvent> events);

        /// The body ended; an answer that had not is a [Problem.StreamBroken].
        void end(Consumer<ChatEvent> events);
    }
}
