package io.smoothllm.proxy.dialect.bedrock;

import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.ProviderDialect;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.smoothllm.proxy.routing.Provider;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Amazon Bedrock, by its Converse API.
@ApplicationScoped
class Bedrock implements ProviderDialect {
    private static final String EVENT_STREAM = "application/vnd.amazon.eventstream";

    @Override
    public Dialect dialect() {
        return Dialect.BEDROCK;
    }

    @Override
    public Outgoing write(ChatRequest request, Candidate candidate) {
        var writer = new RequestWriter(request, candidate);
        var body = writer.write();
        var path =
                "/model/"
                        + encoded(candidate.model().upstreamName())
                        + (request.stream() ? "/converse-stream" : "/converse");
        var headers = new HashMap<String, String>();
        // Said here, whatever the operator added: it is signed.
        headers.put("Content-Type", "application/json");
        headers.putAll(amazonHeaders(candidate.provider()));
        headers.putAll(
                Credential.parse(candidate.provider().credential())
                        .headers(candidate.provider(), path, Map.copyOf(headers), body));
        headers.put("Accept", request.stream() ? EVENT_STREAM : "application/json");
        return new Outgoing(path, headers, Buffer.buffer(body), writer.ignored());
    }

    /// A signature must cover every header `x-amz-…`, so those that the operator added too.
    private static Map<String, String> amazonHeaders(Provider provider) {
        var headers = new HashMap<String, String>();
        provider.entry()
                .headers()
                .forEach(
                        (name, value) -> {
                            if (name.toLowerCase(Locale.ROOT).startsWith("x-amz-")) {
                                headers.put(name, value);
                            }
                        });
        return headers;
    }

    /// Converse takes bytes, or S3 objects of the account's own.
    @Override
    public boolean takes(Part.Media.Remote media) {
        return false;
    }

    @Override
    public int longestToolName() {
        return 64;
    }

    @Override
    public boolean isStream(String contentType) {
        return contentType.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length());
    }

    @Override
    public void readWhole(Buffer body, Candidate candidate, Consumer<ChatEvent> events) {
        var provider = candidate.provider().name();
        var bytes = body.getBytes();
        var answer = Json.answer(bytes, 0, bytes.length, provider);
        if (!answer.path("output").path("message").path("content").isArray()) {
            throw new ProblemException(new Problem.Garbled(provider));
        }
        new AnswerReader(provider, ModelFamily.of(candidate.model())).whole(answer, events);
    }

    @Override
    public EventReader readStream(Candidate candidate) {
        return new StreamReader(candidate);
    }

    @Override
    public Problem.UpstreamProblem readError(
            Candidate candidate, int status, MultiMap headers, Buffer body) {
        return BedrockErrors.read(candidate.provider(), status, headers, body);
    }

    /// One segment of a path: ids have colons and ARNs slashes, and all but RFC 3986's unreserved
    /// characters are encoded, as the signature has it.
    private static String encoded(String modelId) {
        var path = new StringBuilder(modelId.length() + 16);
        for (byte b : modelId.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                path.append(c);
            } else {
                path.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return path.toString();
    }

    private static final class StreamReader implements EventReader {
        private final Provider provider;
        private final FrameReader frames = new FrameReader();
        private final AnswerReader answer;

        StreamReader(Candidate candidate) {
            this.provider = candidate.provider();
            this.answer = new AnswerReader(provider.name(), ModelFamily.of(candidate.model()));
        }

        @Override
        public void read(Buffer bytes, Consumer<ChatEvent> events) {
            try {
                frames.feed(bytes.getBytes(), frame -> read(frame, events));
            } catch (FrameReader.Corrupt e) {
                throw new ProblemException(new Problem.Garbled(provider.name()));
            }
        }

        private void read(Frame frame, Consumer<ChatEvent> events) {
            if (!frame.isEvent()) {
                throw new ProblemException(BedrockErrors.inStream(provider, frame));
            }
            answer.event(
                    frame.header(":event-type"),
                    Json.answer(frame.bytes(), frame.from(), frame.length(), provider.name()),
                    events);
        }

        /// A frame that is not whole by now was cut off; if the answer was, it had been said
        /// before.
        @Override
        public void end(Consumer<ChatEvent> events) {
            answer.end(events);
        }
    }
}
