package io.smoothllm.proxy.dialect;

import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/// A dialect that clients speak. Each is one bean; [Dialects] finds them.
public interface ClientDialect {
    Protocol protocol();

    /// Where its requests are posted to, `/v1/…`.
    String path();

    /// What stands on the envelope; the letter is only checked to be JSON.
    ///
    /// @throws ProblemException [Problem.MalformedJson] or [Problem.InvalidRequest]
    ClientRequest read(byte[] body, MultiMap headers);

    /// The same, for a dialect that heeds the query too.
    ///
    /// @param query behind the `?`; null = none
    default ClientRequest read(byte[] body, MultiMap headers, String query) {
        return read(body, headers);
    }

    /// The whole letter, in the neutral form.
    ///
    /// @param request one of this dialect's own
    /// @throws ProblemException [Problem.InvalidRequest], or [Problem.Unsupported] when the neutral
    ///     form has no word for what would change the answer
    ChatRequest understand(ClientRequest request);

    /// Writes one answer to that request.
    AnswerWriter answer(ClientRequest request, Candidate candidate);

    /// A conversation with a provider that speaks this very protocol: bytes pass but for the
    /// model's name and what metering needs.
    ///
    /// @param endpoint where and how that provider takes this protocol
    /// @param translated the same conversation by way of the neutral form, for the odd answer that
    ///     is not in the form that was asked for
    Conversation verbatim(
            ClientRequest request, Candidate candidate, Endpoint endpoint, Translated translated);

    /// How it asks for a count of tokens; null = it has no such question.
    default TokenQuestion tokenQuestion() {
        return null;
    }

    /// How its clients are told of the models; null = another dialect tells them.
    default ModelListing modelListing() {
        return null;
    }

    /// The header in which its clients look for the name of a request, besides our own
    /// `x-request-id`; null = there.
    default String requestIdHeader() {
        return null;
    }

    /// The problem in this dialect's envelope.
    ErrorReply say(Problem problem);

    /// The problem inside a stream whose 200 is already sent; the stream's last words.
    Buffer sayInStream(Problem problem);

    /// Says nothing, but keeps a quiet stream from being taken for dead.
    Buffer keepAlive();

    /// @param body JSON
    record ErrorReply(int status, Buffer body) {}
}
