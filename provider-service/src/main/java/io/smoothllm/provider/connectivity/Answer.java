package io.smoothllm.provider.connectivity;

import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Objects;

/// What a provider answered, whole.
record Answer(int status, String contentType, Buffer body) {
    boolean isSuccess() {
        return status / 100 == 2;
    }

    /// Whether this address has nothing of that kind.
    boolean isMissing() {
        return status == 404 || status == 405;
    }

    boolean isHtml() {
        return Objects.requireNonNullElse(contentType, "").toLowerCase(Locale.ROOT).contains("html")
                || body.toString().stripLeading().startsWith("<");
    }
}
