package io.smoothllm.proxy.dialect;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;

/// Turns the bytes a provider streams into those a client gets, and keeps count on the way.
public interface AnswerStream {
    /// @param out gets what can be sent on now, up to the point where it fails
    /// @throws ProblemException when the provider reports an error or cannot be understood
    void feed(Buffer bytes, Buffer out);

    /// The provider's body ended.
    ///
    /// @param out gets what was held back
    /// @throws ProblemException [Problem.StreamBroken] when the answer was not finished
    void end(Buffer out);

    /// Whether the answer was finished, so that nothing is lost when the connection breaks now.
    boolean finished();

    /// Whether any content was in it yet.
    boolean hasContent();

    /// Null while the provider has not said.
    TokenCounts tokens();

    /// The content seen, for estimates.
    TextSample content();

    /// Whether the client reads events: between two of them it can be told of a failure, and be
    /// kept waiting. Any other answer can only be cut.
    default boolean isEvents() {
        return true;
    }

    /// What the client still has to hear when the answer breaks off here; empty when the provider
    /// said it itself, in what was sent on.
    ///
    /// @param dialect the client's
    default Buffer lastWords(Problem problem, ClientDialect dialect) {
        return dialect.sayInStream(problem);
    }
}
