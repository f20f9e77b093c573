package io.smoothllm.proxy.dialect;

import io.smoothllm.model.usage.TokenCounts;
import io.vertx.core.buffer.Buffer;

/// @param body for the client, in its dialect
/// @param tokens null when the provider did not say
public record WholeAnswer(Buffer body, TokenCounts tokens) {}
