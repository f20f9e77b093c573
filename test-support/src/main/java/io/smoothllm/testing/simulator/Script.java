package io.smoothllm.testing.simulator;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the simulator does instead of, or on top of, answering properly.
///
/// ```java simulator.script("sim-mine", Script.fail(429).retryAfter(ofSeconds(2)).times(2),
/// Script.cutAfter(3));
/// ```
///
/// The same over HTTP, one script or a list: `PUT /_simulator/scripts/sim-mine` with
/// `[{"deed":{"kind":"fail","status":429,"retryAfter":"PT2S"},"times":2},
/// {"deed":{"kind":"cut","afterEvents":3}}]`
///
/// @param times how often it applies before the next script of the list does, or none; 0 = always
/// @param firstByteDelay before anything is sent
/// @param chunkDelay between two chunks
/// @param chunkBytes the size of a chunk, whatever the events' size; 0 = an event each
public record Script(
        Deed deed, int times, Duration firstByteDelay, Duration chunkDelay, int chunkBytes) {

    /// What is done.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Deed.Answer.class, name = "answer"),
        @JsonSubTypes.Type(value = Deed.Fail.class, name = "fail"),
        @JsonSubTypes.Type(value = Deed.FailWith200.class, name = "fail-with-200"),
        @JsonSubTypes.Type(value = Deed.FailMidStream.class, name = "fail-mid-stream"),
        @JsonSubTypes.Type(value = Deed.Cut.class, name = "cut"),
        @JsonSubTypes.Type(value = Deed.Close.class, name = "close"),
        @JsonSubTypes.Type(value = Deed.Never.class, name = "never"),
        @JsonSubTypes.Type(value = Deed.Raw.class, name = "raw")
    })
    public sealed interface Deed {
        /// A proper answer.
        ///
        /// @param text all of it; null = the usual
        /// @param withoutUsage no token counts anywhere
        /// @param withoutEnd no `[DONE]`, no `message_stop`
        record Answer(String text, boolean withoutUsage, boolean withoutEnd) implements Deed {}

        /// An error in the dialect's envelope. What is null is as the status has it.
        record Fail(int status, Duration retryAfter, String type, String code, String message)
                implements Deed {}

        /// That envelope, but with status 200.
        record FailWith200(int likeStatus) implements Deed {}

        /// An error event after that many events, then the end.
        record FailMidStream(int afterEvents, int likeStatus) implements Deed {}

        /// The connection is closed after that many events; in the middle of the body when the
        /// answer is not a stream.
        record Cut(int afterEvents) implements Deed {}

        /// The connection is closed before the first byte.
        record Close() implements Deed {}

        /// Nothing, until the client gives up.
        record Never() implements Deed {}

        /// These very bytes (base64 in JSON).
        ///
        /// @param chunkSizes how they are cut into chunks, the rest is one; empty = not chunked,
        ///     with a
        ///     `content-length`
        record Raw(int status, Map<String, String> headers, byte[] body, List<Integer> chunkSizes)
                implements Deed {
            public Raw {
                headers = headers == null ? Map.of() : Map.copyOf(headers);
                body = body == null ? new byte[0] : body;
                chunkSizes = chunkSizes == null ? List.of() : List.copyOf(chunkSizes);
            }
        }
    }

    static final Script NONE = of(new Deed.Answer(null, false, false));

    public Script {
        Objects.requireNonNull(deed, "deed");
        firstByteDelay = firstByteDelay == null ? Duration.ZERO : firstByteDelay;
        chunkDelay = chunkDelay == null ? Duration.ZERO : chunkDelay;
        if (times < 0 || chunkBytes < 0 || firstByteDelay.isNegative() || chunkDelay.isNegative()) {
            throw new IllegalArgumentException("a script has no negative numbers");
        }
    }

    private static Script of(Deed deed) {
        return new Script(deed, 0, null, null, 0);
    }

    public static Script answer() {
        return NONE;
    }

    public static Script answer(String text) {
        return of(new Deed.Answer(text, false, false));
    }

    public static Script answerWithoutUsage() {
        return of(new Deed.Answer(null, true, false));
    }

    public static Script answerWithoutEnd() {
        return of(new Deed.Answer(null, false, true));
    }

    public static Script fail(int status) {
        return of(new Deed.Fail(status, null, null, null, null));
    }

    public static Script failWith200(int likeStatus) {
        return of(new Deed.FailWith200(likeStatus));
    }

    public static Script failMidStream(int afterEvents) {
        return of(new Deed.FailMidStream(afterEvents, 500));
    }

    public static Script cutAfter(int events) {
        return of(new Deed.Cut(events));
    }

    public static Script closeBeforeHeaders() {
        return of(new Deed.Close());
    }

    public static Script never() {
        return of(new Deed.Never());
    }

    public static Script raw(
            int status, Map<String, String> headers, byte[] body, Integer... chunkSizes) {
        return of(new Deed.Raw(status, headers, body, List.of(chunkSizes)));
    }

    /// What a load balancer in front of the provider says.
    public static Script html(int status) {
        var page = "<html><head><title>" + status + "</title></head><body>nginx</body></html>\r\n";
        return raw(
                status, Map.of("content-type", "text/html"), page.getBytes(StandardCharsets.UTF_8));
    }

    public Script times(int count) {
        return new Script(deed, count, firstByteDelay, chunkDelay, chunkBytes);
    }

    /// Only for [#fail].
    public Script retryAfter(Duration wait) {
        if (!(deed instanceof Deed.Fail(var status, _, var type, var code, var message))) {
            throw new IllegalStateException("Only an error has a retry-after");
        }
        var fail = new Deed.Fail(status, wait, type, code, message);
        return new Script(fail, times, firstByteDelay, chunkDelay, chunkBytes);
    }

    public Script firstByteAfter(Duration delay) {
        return new Script(deed, times, delay, chunkDelay, chunkBytes);
    }

    public Script chunksOf(int bytes) {
        return new Script(deed, times, firstByteDelay, chunkDelay, bytes);
    }

    public Script chunksEvery(Duration delay) {
        return new Script(deed, times, firstByteDelay, delay, chunkBytes);
    }
}
