package io.smoothllm.kit.access;

import org.jspecify.annotations.Nullable;

/// The program behind a request, as far as it says.
///
/// @param address as the edge names it
/// @param userAgent its first 200 characters, without control characters
public record Client(@Nullable String address, @Nullable String userAgent) {
    private static final int MAX_LENGTH = 200;

    static final Client NONE = new Client(null, null);

    public Client {
        if (userAgent != null) {
            var printable = userAgent.replaceAll("\\p{Cntrl}", "").strip();
            userAgent = printable.substring(0, Math.min(MAX_LENGTH, printable.length()));
        }
    }
}
