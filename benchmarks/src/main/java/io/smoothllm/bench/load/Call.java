package io.smoothllm.bench.load;

import java.time.Duration;

/// One call as its client saw it.
///
/// @param begun and `ended`: [System#nanoTime]
/// @param requestId null when no head of an answer came
/// @param end what the client makes of it
public record Call(Speech speech, long begun, long ended, String requestId, End end) {

    /// How a call ends.
    public sealed interface End {
        /// A whole answer, with the tokens that it says were used.
        record Succeeded(long input, long output) implements End {}

        /// Something else, in a few words.
        record Failed(String how) implements End {}
    }

    public boolean succeeded() {
        return end instanceof End.Succeeded;
    }

    public Duration took() {
        return Duration.ofNanos(ended - begun);
    }
}
