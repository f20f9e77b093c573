package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.AnswerStream;
import io.smoothllm.proxy.dialect.Conversation;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.JsonText;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.Translated;
import io.smoothllm.proxy.dialect.WholeAnswer;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/// OpenAI to OpenAI: the body goes on with another model name, and in a stream with a wish for
/// usage; everything else is untouched, both ways.
final class Verbatim implements Conversation {
    private final ChatEnvelope request;
    private final Candidate candidate;

    private final Endpoint endpoint;
    private final Translated translated;

    Verbatim(ChatEnvelope request, Candidate candidate, Endpoint endpoint, Translated translated) {
        this.request = request;
        this.candidate = candidate;
        this.endpoint = endpoint;
        this.translated = translated;
    }

    @Override
    public Outgoing outgoing() {
        return endpoint.with(Buffer.buffer(request.addressedTo(candidate.model().upstreamName())));
    }

    @Override
    public boolean isStream(String contentType) {
        return translated.isStream(contentType);
    }

    @Override
    public WholeAnswer whole(Buffer body) {
        var answer = parse(body);
        if (answer.hasNonNull("error")) {
            throw new ProblemException(UpstreamErrors.inAnswer(provider(), answer.path("error")));
        }
        if (!answer.path("choices").isArray()) {
            throw new ProblemException(new Problem.Garbled(provider()));
        }
        var tokens = Usage.read(answer.path("usage"));
        return tokens == null
                ? new WholeAnswer(body, null, JsonText.of(body.getBytes(), JsonText.ANSWER))
                : new WholeAnswer(body, tokens);
    }

    @Override
    public WholeAnswer unrolled(Buffer body) {
        return translated.unrolled(body);
    }

    private JsonNode parse(Buffer body) {
        try {
            return Json.MAPPER.readTree(body.getBytes());
        } catch (JsonProcessingException e) {
            throw new ProblemException(new Problem.Garbled(provider()));
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory cannot fail to be read", e);
        }
    }

    @Override
    public AnswerStream stream() {
        return new VerbatimStream(provider(), !request.includeUsage());
    }

    @Override
    public Problem.UpstreamProblem failure(int status, MultiMap headers, Buffer body) {
        return translated.failure(status, headers, body);
    }

    private String provider() {
        return candidate.provider().name();
    }
}
