package io.smoothllm.proxy.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Amount;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Level;
import io.smoothllm.proxy.dialect.Json;
import java.util.List;
import java.util.Set;

/// Writes `thinkingConfig`: a level or a budget of tokens, never both (a 400). A client that says
/// nothing about reasoning gets the model's own way, and no thoughts to read; one that does gets
/// them unless it says no, since they cost nothing more.
final class ThinkingWriter {
    /// What Google's own OpenAI endpoint makes of `reasoning_effort`
    /// (<https://ai.google.dev/gemini-api/docs/openai#thinking>).
    private static final int LOW = 1_024;

    private static final int MEDIUM = 8_192;
    private static final int HIGH = 24_576;

    /// By strength.
    private static final List<String> LEVELS = List.of("MINIMAL", "LOW", "MEDIUM", "HIGH");

    private final GeminiModel.Thinking thinking;
    private final Set<String> ignored;

    ThinkingWriter(GeminiModel.Thinking thinking, Set<String> ignored) {
        this.thinking = thinking;
        this.ignored = ignored;
    }

    /// @param reasoning null = the client did not say
    void write(Reasoning reasoning, ObjectNode generationConfig) {
        if (reasoning == null) {
            return;
        }
        var config = Json.MAPPER.createObjectNode();
        switch (thinking) {
            case GeminiModel.Thinking.None() -> {
                if (!reasoning.isOff()) {
                    ignored.add("reasoning_effort");
                }
                return;
            }
            case GeminiModel.Thinking.Budget budget -> budget(reasoning.amount(), budget, config);
            case GeminiModel.Thinking.Levels(var known) -> level(reasoning.amount(), known, config);
        }
        if (!reasoning.isOff() && !Boolean.FALSE.equals(reasoning.shown())) {
            config.put("includeThoughts", true);
        }
        if (!config.isEmpty()) {
            generationConfig.set("thinkingConfig", config);
        }
    }

    private void budget(Amount amount, GeminiModel.Thinking.Budget budget, ObjectNode config) {
        switch (amount) {
            case null -> {}
            case Amount.Off() -> {
                if (!budget.canBeOff()) {
                    ignored.add("reasoning_effort");
                }
                config.put("thinkingBudget", budget.canBeOff() ? 0 : budget.least());
            }
            case Amount.Adaptive() -> config.put("thinkingBudget", -1);
            case Amount.Effort(var level) -> config.put("thinkingBudget", tokens(level, budget));
            case Amount.Budget(int tokens) ->
                    config.put("thinkingBudget", Math.clamp(tokens, budget.least(), budget.most()));
        }
    }

    private static int tokens(Level level, GeminiModel.Thinking.Budget budget) {
        return switch (level) {
            case MINIMAL, LOW -> LOW;
            case MEDIUM -> MEDIUM;
            case HIGH -> HIGH;
            case XHIGH, MAX -> budget.most();
        };
    }

    /// Left out = as the model finds right.
    private void level(Amount amount, List<String> known, ObjectNode config) {
        switch (amount) {
            case null -> {}
            case Amount.Adaptive() -> {}
            case Amount.Off() -> {
                ignored.add("reasoning_effort");
                config.put("thinkingLevel", known.getFirst());
            }
            case Amount.Effort(var level) ->
                    config.put("thinkingLevel", nearest(word(level), known));
            case Amount.Budget(int tokens) ->
                    config.put("thinkingLevel", nearest(word(tokens), known));
        }
    }

    private static String word(Level level) {
        return switch (level) {
            case MINIMAL -> "MINIMAL";
            case LOW -> "LOW";
            case MEDIUM -> "MEDIUM";
            case HIGH, XHIGH, MAX -> "HIGH";
        };
    }

    /// The level whose budget is closest.
    private static String word(int tokens) {
        if (tokens <= (LOW + MEDIUM) / 2) {
            return "LOW";
        }
        return tokens <= (MEDIUM + HIGH) / 2 ? "MEDIUM" : "HIGH";
    }

    /// The strongest that is no stronger than wished, else the weakest.
    private static String nearest(String wished, List<String> known) {
        return known.reversed().stream()
                .filter(level -> LEVELS.indexOf(level) <= LEVELS.indexOf(wished))
                .findFirst()
                .orElse(known.getFirst());
    }
}
