package io.smoothllm.proxy.dialect.anthropic;

import io.smoothllm.proxy.dialect.AnswerWriter;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ClientDialect;
import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.Conversation;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.ModelListing;
import io.smoothllm.proxy.dialect.Protocol;
import io.smoothllm.proxy.dialect.TokenQuestion;
import io.smoothllm.proxy.dialect.Translated;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;

/// Clients that speak Anthropic Messages.
@ApplicationScoped
class AnthropicClient implements ClientDialect {
    private static final ModelListing MODELS = new ModelPage();
    private static final Buffer PING = Buffer.buffer("event: ping\ndata: {\"type\": \"ping\"}\n\n");

    @Override
    public Protocol protocol() {
        return Protocol.MESSAGES;
    }

    @Override
    public String path() {
        return "/v1/messages";
    }

    @Override
    public ClientRequest read(byte[] body, MultiMap headers) {
        return read(body, headers, null);
    }

    @Override
    public ClientRequest read(byte[] body, MultiMap headers, String query) {
        return MessagesEnvelope.read(body, NativeWishes.of(headers, query));
    }

    @Override
    public ChatRequest understand(ClientRequest request) {
        return RequestReader.read((MessagesEnvelope) request);
    }

    @Override
    public AnswerWriter answer(ClientRequest request, Candidate candidate) {
        return new MessagesAnswerWriter(
                candidate.provider().name(),
                candidate.model().upstreamName(),
                ((MessagesEnvelope) request).onlyStop());
    }

    /// Claude refuses a conversation with the thoughts of others; the neutral form leaves them out,
    /// so that a conversation may move here.
    @Override
    public Conversation verbatim(
            ClientRequest request, Candidate candidate, Endpoint endpoint, Translated translated) {
        var envelope = (MessagesEnvelope) request;
        return envelope.foreignThoughts()
                ? translated
                : new Verbatim(envelope, candidate, endpoint, translated);
    }

    @Override
    public String requestIdHeader() {
        return "request-id";
    }

    @Override
    public ModelListing modelListing() {
        return MODELS;
    }

    @Override
    public TokenQuestion tokenQuestion() {
        return new CountQuestion();
    }

    @Override
    public ErrorReply say(Problem problem) {
        return AnthropicErrors.reply(problem);
    }

    @Override
    public Buffer sayInStream(Problem problem) {
        return AnthropicErrors.inStream(problem);
    }

    @Override
    public Buffer keepAlive() {
        return PING.copy();
    }
}
