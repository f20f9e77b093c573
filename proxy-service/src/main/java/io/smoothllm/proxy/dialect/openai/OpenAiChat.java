package io.smoothllm.proxy.dialect.openai;

import io.smoothllm.proxy.dialect.AnswerWriter;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ClientDialect;
import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.Conversation;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.ModelListing;
import io.smoothllm.proxy.dialect.Protocol;
import io.smoothllm.proxy.dialect.Translated;
import io.smoothllm.proxy.dialect.envelope.OpenAiErrors;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;

/// Clients that speak OpenAI Chat Completions.
@ApplicationScoped
class OpenAiChat implements ClientDialect {
    private static final ModelListing MODELS = new OpenAiModels();
    private static final Buffer KEEP_ALIVE = Buffer.buffer(": keep-alive\n\n");

    @Override
    public Protocol protocol() {
        return Protocol.CHAT_COMPLETIONS;
    }

    @Override
    public String path() {
        return "/v1/chat/completions";
    }

    @Override
    public ModelListing modelListing() {
        return MODELS;
    }

    @Override
    public ClientRequest read(byte[] body, MultiMap headers) {
        return ChatEnvelope.read(body);
    }

    @Override
    public ChatRequest understand(ClientRequest request) {
        return ChatRequestReader.read((ChatEnvelope) request);
    }

    @Override
    public AnswerWriter answer(ClientRequest request, Candidate candidate) {
        var envelope = (ChatEnvelope) request;
        return new ChatAnswerWriter(
                candidate.model().upstreamName(), envelope.includeUsage(), envelope.legacy());
    }

    @Override
    public Conversation verbatim(
            ClientRequest request, Candidate candidate, Endpoint endpoint, Translated translated) {
        return new Verbatim((ChatEnvelope) request, candidate, endpoint, translated);
    }

    @Override
    public ErrorReply say(Problem problem) {
        return OpenAiErrors.reply(problem);
    }

    @Override
    public Buffer sayInStream(Problem problem) {
        return OpenAiErrors.inStream(problem);
    }

    @Override
    public Buffer keepAlive() {
        return KEEP_ALIVE.copy();
    }
}
