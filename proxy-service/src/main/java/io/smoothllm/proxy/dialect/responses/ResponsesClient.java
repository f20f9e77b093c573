package io.smoothllm.proxy.dialect.responses;

import io.smoothllm.proxy.dialect.AnswerWriter;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ClientDialect;
import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.Conversation;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Protocol;
import io.smoothllm.proxy.dialect.Translated;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;

/// Clients that speak OpenAI Responses.
@ApplicationScoped
class ResponsesClient implements ClientDialect {
    private static final Buffer KEEP_ALIVE = Buffer.buffer(": keep-alive\n\n");

    @Override
    public Protocol protocol() {
        return Protocol.RESPONSES;
    }

    @Override
    public String path() {
        return "/v1/responses";
    }

    @Override
    public ClientRequest read(byte[] body, MultiMap headers) {
        return ResponsesEnvelope.read(body);
    }

    @Override
    public ChatRequest understand(ClientRequest request) {
        return ((ResponsesEnvelope) request).understood().chat();
    }

    @Override
    public AnswerWriter answer(ClientRequest request, Candidate candidate) {
        return new ResponseWriter(
                ((ResponsesEnvelope) request).understood(), candidate.model().upstreamName());
    }

    @Override
    public Conversation verbatim(
            ClientRequest request, Candidate candidate, Endpoint endpoint, Translated translated) {
        return new Verbatim((ResponsesEnvelope) request, candidate, endpoint, translated);
    }

    @Override
    public ErrorReply say(Problem problem) {
        return ResponsesErrors.reply(problem);
    }

    @Override
    public Buffer sayInStream(Problem problem) {
        return ResponsesErrors.inStream(problem, 0);
    }

    @Override
    public Buffer keepAlive() {
        return KEEP_ALIVE.copy();
    }
}
