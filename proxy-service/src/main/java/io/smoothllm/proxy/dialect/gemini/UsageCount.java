package io.smoothllm.proxy.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.usage.TokenCounts;

/// `usageMetadata`. In a stream it comes with every chunk and counts from the beginning, so a later
/// number replaces an earlier one.
final class UsageCount {
    private long prompt;
    private long toolUsePrompt;
    private long cached;
    private long candidates;
    private long thoughts;

    void add(JsonNode usage) {
        prompt = latest(usage.path("promptTokenCount"), prompt);
        toolUsePrompt = latest(usage.path("toolUsePromptTokenCount"), toolUsePrompt);
        cached = latest(usage.path("cachedContentTokenCount"), cached);
        candidates = latest(usage.path("candidatesTokenCount"), candidates);
        thoughts = latest(usage.path("thoughtsTokenCount"), thoughts);
    }

    /// The prompt's count includes what was cached; the candidates' does not include thoughts.
    TokenCounts tokens() {
        return new TokenCounts(prompt + toolUsePrompt, cached, 0, candidates + thoughts, thoughts);
    }

    private static long latest(JsonNode number, long before) {
        return number.isNumber() ? Math.max(0, number.longValue()) : before;
    }
}
