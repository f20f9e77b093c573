package io.smoothllm.testing.simulator.wire;

import io.smoothllm.model.usage.TokenCounts;
import java.util.List;

/// An answer, before a script has its way with it.
public sealed interface Reply {
    /// @param served tokens that it is worth, zero for an error
    record Whole(int status, String contentType, byte[] body, TokenCounts served)
            implements Reply {}

    /// Server-sent events, status 200.
    record Stream(List<Frame> frames) implements Reply {
        public Stream {
            frames = List.copyOf(frames);
        }
    }

    static Whole json(int status, byte[] body) {
        return new Whole(status, "application/json", body, TokenCounts.NONE);
    }
}
