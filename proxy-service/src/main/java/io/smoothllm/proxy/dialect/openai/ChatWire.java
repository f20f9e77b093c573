package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.ProviderDialect.EventReader;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.Locale;
import java.util.function.Consumer;

/// Chat Completions as providers take and give them, wherever they live: what OpenAI, those that
/// call themselves compatible, and Azure have in common.
public final class ChatWire {
    /// How much of the API there is.
    public enum Surface {
        CURRENT,
        /// Azure's of October 2024, which refuses every member it does not know ("Unrecognized
        /// request argument supplied").
        DATED
    }

    private ChatWire() {}

    /// @throws ProblemException [Problem.InvalidRequest] or [Problem.Unsupported]
    public static Outgoing write(
            ChatRequest request, Candidate candidate, Endpoint endpoint, Surface surface) {
        return new ChatRequestWriter(
                        request,
                        candidate.model().upstreamName(),
                        candidate.provider().entry().compatibility(),
                        surface)
                .write(endpoint);
    }

    /// Pictures may be named by their address, files may not: those have a `.pdf` at its end.
    public static boolean takes(Part.Media.Remote media) {
        try {
            var path = URI.create(media.url()).getPath();
            return path == null || !path.toLowerCase(Locale.ROOT).endsWith(".pdf");
        } catch (IllegalArgumentException e) {
            return true; // no address that we could fetch; the provider may say so
        }
    }

    /// @throws ProblemException [Problem.Garbled] when it is no answer, [Problem.Refused] when it
    ///     is an error
    public static void readWhole(Buffer body, Candidate candidate, Consumer<ChatEvent> events) {
        var provider = candidate.provider().name();
        var answer = parse(body.getBytes(), 0, body.length(), provider);
        if (isError(answer.path("error"))) {
            throw new ProblemException(UpstreamErrors.inAnswer(provider, answer.path("error")));
        }
        if (answer.path("choices").isEmpty()) {
            throw new ProblemException(new Problem.Garbled(provider));
        }
        new AnswerReader(provider, events).whole(answer);
    }

    public static EventReader readStream(Candidate candidate) {
        return new ChunkReader(candidate.provider().name());
    }

    public static Problem.UpstreamProblem readError(
            Candidate candidate, int status, MultiMap headers, Buffer body) {
        return UpstreamErrors.read(candidate.provider().name(), status, headers, body);
    }

    /// SDKs take anything truthy for one (`core/streaming.js` of openai 7.57).
    static boolean isError(JsonNode error) {
        return error.isObject() || (error.isTextual() && !error.textValue().isEmpty());
    }

    /// @throws ProblemException [Problem.Garbled] when it is no JSON object
    static JsonNode parse(byte[] bytes, int from, int length, String provider) {
        var root = Json.answer(bytes, from, length, provider);
        if (!root.isObject()) {
            throw new ProblemException(new Problem.Garbled(provider));
        }
        return root;
    }
}
