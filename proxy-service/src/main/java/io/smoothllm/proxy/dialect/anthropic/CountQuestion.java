package io.smoothllm.proxy.dialect.anthropic;

import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.TokenQuestion;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/// `POST /v1/messages/count_tokens` (types `MessageCountTokensParams` and `MessageTokensCount`).
final class CountQuestion implements TokenQuestion {
    @Override
    public String path() {
        return "/v1/messages/count_tokens";
    }

    @Override
    public ClientRequest read(byte[] body, MultiMap headers, String query) {
        return MessagesEnvelope.readQuestion(body, NativeWishes.of(headers, query));
    }

    /// Claude does not count a conversation it would refuse.
    @Override
    public Outgoing outgoing(ClientRequest request, Candidate candidate, Endpoint endpoint) {
        var envelope = (MessagesEnvelope) request;
        return envelope.foreignThoughts()
                ? null
                : envelope.wishes()
                        .to(
                                endpoint,
                                candidate.provider().entry().headers(),
                                envelope.addressedTo(candidate.model().upstreamName()));
    }

    @Override
    public boolean isAnswer(Buffer body) {
        return Json.orMissing(body.getBytes()).path("input_tokens").isIntegralNumber();
    }

    @Override
    public Problem.UpstreamProblem failure(
            Candidate candidate, int status, MultiMap headers, Buffer body) {
        return UpstreamErrors.AS_IS.read(candidate.provider().name(), status, headers, body);
    }

    @Override
    public Content content(ClientRequest request) {
        return CountedContent.of((MessagesEnvelope) request);
    }

    @Override
    public Buffer answer(long tokens) {
        return Buffer.buffer(Json.MAPPER.createObjectNode().put("input_tokens", tokens).toString());
    }
}
