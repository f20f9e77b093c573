package io.smoothllm.proxy.dialect;

import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/// How clients of one dialect ask how many tokens a request would have, without having it
/// answered.
public interface TokenQuestion {
    /// Where it is posted to, `/v1/…`.
    String path();

    /// @param query behind the `?`; null = none
    /// @throws ProblemException [Problem.MalformedJson] or [Problem.InvalidRequest]
    ClientRequest read(byte[] body, MultiMap headers, String query);

    /// The question as a provider takes it that speaks this protocol.
    ///
    /// @param request one that [#read] gave
    /// @return null when this request cannot be put to it as it is
    Outgoing outgoing(ClientRequest request, Candidate candidate, Endpoint endpoint);

    /// Whether a provider's answer of status 200 is one.
    boolean isAnswer(Buffer body);

    /// A provider's answer of status 400 or more.
    Problem.UpstreamProblem failure(Candidate candidate, int status, MultiMap headers, Buffer body);

    /// What a model would read, for an estimate.
    Content content(ClientRequest request);

    Buffer answer(long tokens);

    /// @param text all of it in a row
    /// @param otherTokens of what is not text: pictures, documents, the frame around messages
    record Content(CharSequence text, long otherTokens) {}
}
