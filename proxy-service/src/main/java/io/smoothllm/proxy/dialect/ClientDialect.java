package io.smoothllm.proxy.dialect;

import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.buffer.Buffer;

/// A dialect that clients speak.
public interface ClientDialect {
    /// @throws ProblemException [Problem.MalformedJson] or [Problem.InvalidRequest]
    ClientRequest read(byte[] body);

    /// How this request is put to that candidate, and its answers back.
    ///
    /// @throws ProblemException [Problem.Unsupported] when the candidate's dialect cannot say it
    Conversation converse(ClientRequest request, Candidate candidate);

    /// The problem in this dialect's envelope.
    ErrorReply say(Problem problem);

    /// The problem inside a stream whose 200 is already sent.
    Buffer sayInStream(Problem problem);

    /// @param body JSON
    record ErrorReply(int status, Buffer body) {}
}
