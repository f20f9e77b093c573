package io.smoothllm.proxy.dialect;

import io.vertx.core.MultiMap;
import java.time.Duration;

/// How long a provider asks us to wait: `retry-after-ms` before `retry-after` in seconds, as the
/// SDKs read them. The date form of RFC 9110 is not used by any provider and is ignored.
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /// @return null when the provider did not say
    public static Duration of(MultiMap headers) {
        var millis = number(headers.get("retry-after-ms"));
        if (millis != null) {
            return bounded(Duration.ofMillis(Math.round(millis)));
        }
        return ofSeconds(headers.get("retry-after"));
    }

    /// @param text null is no number
    /// @return null when it is no number of seconds
    public static Duration ofSeconds(String text) {
        var seconds = number(text);
        return seconds == null ? null : bounded(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static Duration bounded(Duration wait) {
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static Double number(String text) {
        if (text == null || !text.strip().matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return null;
        }
        return Double.valueOf(text.strip());
    }
}
