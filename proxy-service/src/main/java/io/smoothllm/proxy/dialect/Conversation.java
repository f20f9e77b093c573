package io.smoothllm.proxy.dialect;

import io.smoothllm.proxy.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/// One request put to one candidate, and the way its answer goes back.
public interface Conversation {
    Outgoing outgoing();

    /// A whole, successful answer.
    ///
    /// @throws ProblemException [Problem.Garbled] when it is none, [Problem.Refused] when a 200
    // holds
    ///     an error
    WholeAnswer whole(Buffer body);

    AnswerStream stream();

    /// An answer of status 400 or more.
    Problem.UpstreamProblem failure(int status, MultiMap headers, Buffer body);
}
