package io.smoothllm.proxy.dialect;

import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/// A dialect that providers speak, as seen from the neutral form. Each is one bean; [Dialects]
/// finds them.
public interface ProviderDialect {
    /// Which one this is; there is one bean for each.
    Dialect dialect();

    /// Where and how a body of that protocol is taken as it is; null when it is not.
    default Endpoint endpoint(Protocol protocol, Candidate candidate, boolean streamed) {
        return null;
    }

    /// Where and how what is no chat is taken as it is: embeddings, images, audio and the like, in
    /// OpenAI's form; null when it is not.
    ///
    /// @param path behind OpenAI's `/v1`, for example `/embeddings`
    default Endpoint passThrough(String path, Candidate candidate) {
        return null;
    }

    /// Where the tokens of a body of that protocol are counted; null when they are not.
    default Endpoint counting(Protocol protocol, Candidate candidate) {
        return null;
    }

    /// @throws ProblemException [Problem.Unsupported] when this dialect cannot say what would
    ///     change the answer
    Outgoing write(ChatRequest request, Candidate candidate);

    /// Whether a picture or document may stay where it is; when not, its bytes are fetched before
    /// [#write] sees it.
    default boolean takes(Part.Media.Remote media) {
        return true;
    }

    /// The most characters a tool's name may have, all of them letters, digits, `_` or `-`. Other
    /// names are changed on the way there, and back again in the answer. 0 = no such limit.
    default int longestToolName() {
        return 0;
    }

    /// Whether an answer of that content type is a stream.
    default boolean isStream(String contentType) {
        return contentType.regionMatches(true, 0, "text/event-stream", 0, 17);
    }

    /// The events of a whole answer.
    ///
    /// @throws ProblemException [Problem.Garbled] when it is none, [Problem.Refused] when a 200
    ///     holds an error
    void readWhole(Buffer body, Candidate candidate, Consumer<ChatEvent> events);

    EventReader readStream(Candidate candidate);

    /// An answer of status 400 or more.
    Problem.UpstreamProblem readError(
            Candidate candidate, int status, MultiMap headers, Buffer body);

    /// Reads one streamed answer.
    interface EventReader {
        /// @throws ProblemException when the provider reports an error or cannot be understood
        void read(Buffer bytes, Consumer<ChatEvent> events);

        /// The body ended; an answer that had not is a [Problem.StreamBroken].
        void end(Consumer<ChatEvent> events);
    }
}
