package io.smoothllm.proxy.door;

import io.smoothllm.proxy.dialect.TextSample;
import io.smoothllm.proxy.metering.TokenEstimate;
import jakarta.enterprise.context.ApplicationScoped;

/// The tokens of a call whose provider did not count them.
@ApplicationScoped
public class Estimates {
    private final TokenEstimate tokens;

    Estimates(TokenEstimate tokens) {
        this.tokens = tokens;
    }

    long of(TextSample text) {
        int kept = text.beginning().length();
        return kept == 0
                ? TokenEstimate.ofLength(text.length())
                : Math.round((double) tokens.of(text.beginning()) / kept * text.length());
    }
}
