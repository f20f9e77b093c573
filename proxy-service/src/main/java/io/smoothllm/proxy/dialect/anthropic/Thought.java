package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Amount;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Level;
import io.smoothllm.proxy.dialect.Json;
import java.util.Locale;

/// What a wish for thought becomes (types `ThinkingConfigParam` and `OutputConfig.effort`).
///
/// @param config the `thinking` member; null = not said
/// @param effort null = not said
/// @param maxTokens of thoughts and answer together
/// @param lost there was a wish, but no room for it
record Thought(ObjectNode config, String effort, int maxTokens, boolean lost) {
    /// The API takes no less.
    private static final int SMALLEST_BUDGET = 1_024;

    /// @param reasoning null = no wish
    /// @param maxTokens as asked for
    /// @param modelMax the model's own limit; null = not known
    /// @param adaptive whether the model takes effort; else it becomes a budget
    static Thought of(Reasoning reasoning, int maxTokens, Integer modelMax, boolean adaptive) {
        return switch (reasoning == null ? null : reasoning.amount()) {
            case null -> none(maxTokens, false);
            case Amount.Off() -> new Thought(config("disabled"), null, maxTokens, false);
            case Amount.Adaptive() when adaptive ->
                    new Thought(shown(config("adaptive"), reasoning), null, maxTokens, false);
            case Amount.Effort(var level) when adaptive ->
                    new Thought(
                            shown(config("adaptive"), reasoning), word(level), maxTokens, false);
            case Amount.Adaptive() -> budget(tokens(Level.MEDIUM), reasoning, maxTokens, modelMax);
            case Amount.Effort(var level) -> budget(tokens(level), reasoning, maxTokens, modelMax);
            case Amount.Budget(int tokens) -> budget(tokens, reasoning, maxTokens, modelMax);
        };
    }

    private static Thought none(int maxTokens, boolean lost) {
        return new Thought(null, null, maxTokens, lost);
    }

    /// A budget is part of `max_tokens` and must be smaller. Where it is not, the limit is raised
    /// by it, so that the answer keeps its room, and up to what the model can.
    private static Thought budget(
            int wanted, Reasoning reasoning, int maxTokens, Integer modelMax) {
        int budget = Math.max(wanted, SMALLEST_BUDGET);
        int limit = maxTokens;
        if (budget >= maxTokens) {
            long raised = (long) budget + maxTokens;
            limit = (int) Math.min(raised, modelMax == null ? Integer.MAX_VALUE : modelMax);
            budget = Math.min(budget, limit - maxTokens);
        }
        if (budget < SMALLEST_BUDGET) {
            return none(maxTokens, true);
        }
        var config = config("enabled").put("budget_tokens", budget);
        return new Thought(shown(config, reasoning), null, limit, false);
    }

    /// Whether the model thinks, as far as the request says.
    boolean isOn() {
        return config != null && !config.path("type").asText().equals("disabled");
    }

    /// Whether it is the kind of thinking that must have gone on since the conversation's last
    /// question.
    boolean isBudget() {
        return config != null && config.path("type").asText().equals("enabled");
    }

    private static ObjectNode config(String type) {
        return Json.MAPPER.createObjectNode().put("type", type);
    }

    private static ObjectNode shown(ObjectNode config, Reasoning reasoning) {
        if (reasoning.shown() != null) {
            config.put("display", reasoning.shown() ? "summarized" : "omitted");
        }
        return config;
    }

    /// Anthropic knows nothing weaker than low.
    private static String word(Level level) {
        return (level == Level.MINIMAL ? Level.LOW : level).name().toLowerCase(Locale.ROOT);
    }

    private static int tokens(Level level) {
        return switch (level) {
            case MINIMAL, LOW -> 1_024;
            case MEDIUM -> 2_048;
            case HIGH -> 4_096;
            case XHIGH -> 8_192;
            case MAX -> 16_384;
        };
    }
}
