package io.smoothllm.proxy.dialect;

import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/// One request put to one candidate, and the way its answer goes back.
public interface Conversation {
    /// What the provider does not fetch itself, and must be given as bytes.
    ///
    /// @throws ProblemException [Problem.InvalidRequest] or [Problem.Unsupported]
    default List<Part.Media.Remote> wanted() {
        return List.of();
    }

    /// The request, with everything in it that was [#wanted].
    default Outgoing outgoing(Map<Part.Media.Remote, Part.Media.Inline> fetched) {
        return outgoing();
    }

    Outgoing outgoing();

    /// The body of [#outgoing] when it is not in memory; null = it is.
    default Upload upload() {
        return null;
    }

    /// Whether the request can be put to somebody else after this candidate failed.
    default boolean repeatable() {
        return true;
    }

    /// What the client asked for and does not get, since nothing of the answer depends on it; by
    /// the client's own names.
    default List<String> ignored() {
        return List.of();
    }

    /// An answer that is passed on while it comes, whether or not it is a stream of events.
    ///
    /// @param headers of the provider's answer
    /// @return null = only a stream is, the rest is gathered first
    /// @throws ProblemException [Problem.Garbled] when it cannot be the answer
    default AnswerStream passing(MultiMap headers) {
        return null;
    }

    /// Whether an answer of that content type is a stream.
    boolean isStream(String contentType);

    /// A whole, successful answer.
    ///
    /// @throws ProblemException [Problem.Garbled] when it is none, [Problem.Refused] when a 200
    ///     holds an error
    WholeAnswer whole(Buffer body);

    /// A whole answer where a stream was asked for (some servers do not stream), as the stream the
    /// client waits for.
    ///
    /// @throws ProblemException as [#whole]
    WholeAnswer unrolled(Buffer body);

    AnswerStream stream();

    /// An answer of status 400 or more.
    Problem.UpstreamProblem failure(int status, MultiMap headers, Buffer body);
}
