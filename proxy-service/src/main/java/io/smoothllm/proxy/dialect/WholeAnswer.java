package io.smoothllm.proxy.dialect;

import io.smoothllm.model.usage.TokenCounts;
import io.vertx.core.buffer.Buffer;

/// @param body for the client, in its dialect
/// @param tokens null when the provider did not say
/// @param content for estimates
public record WholeAnswer(Buffer body, TokenCounts tokens, TextSample content) {
    public WholeAnswer(Buffer body, TokenCounts tokens) {
        this(body, tokens, TextSample.ofLength(body.length()));
    }
}
