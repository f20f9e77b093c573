package io.smoothllm.proxy.dialect.claude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Amount;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Level;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Turns;
import java.util.Locale;

/// What a wish for thought becomes (types `ThinkingConfigParam` and `OutputConfig.effort` of
/// `@anthropic-ai/sdk` 1.12).
///
/// @param config the `thinking` object; null = not said
/// @param effort null = not said
/// @param maxTokens of thoughts and answer together; null = as many as the model has
/// @param lost there was a wish, but it could not be
public record Thought(ObjectNode config, String effort, Integer maxTokens, boolean lost) {
    /// What the wish meets.
    ///
    /// @param maxTokens as asked for; null = not said
    /// @param modelMax the model's own limit; null = not known
    /// @param adaptive whether the model takes effort; else it becomes a budget
    /// @param mustCall a tool is forced, which cannot be thought about
    public record Setting(
            Turns conversation,
            Integer maxTokens,
            Integer modelMax,
            boolean adaptive,
            boolean mustCall) {}

    /// Claude takes no less.
    private static final int SMALLEST_BUDGET = 1_024;

    /// @param reasoning null = no wish
    public static Thought of(Reasoning reasoning, Setting setting) {
        var thought = wished(reasoning, setting);
        boolean impossible =
                thought.isOn() && setting.mustCall()
                        || thought.isBudget() && resumesWithoutThought(setting.conversation());
        return impossible ? none(setting.maxTokens(), true) : thought;
    }

    private static Thought wished(Reasoning reasoning, Setting setting) {
        var max = setting.maxTokens();
        return switch (reasoning == null ? null : reasoning.amount()) {
            case null -> none(max, false);
            case Amount.Off() -> new Thought(config("disabled"), null, max, false);
            case Amount.Adaptive() when setting.adaptive() ->
                    new Thought(shown(config("adaptive"), reasoning), null, max, false);
            case Amount.Effort(var level) when setting.adaptive() ->
                    new Thought(shown(config("adaptive"), reasoning), word(level), max, false);
            case Amount.Adaptive() -> budget(tokens(Level.MEDIUM), reasoning, setting);
            case Amount.Effort(var level) -> budget(tokens(level), reasoning, setting);
            case Amount.Budget(int tokens) -> budget(tokens, reasoning, setting);
        };
    }

    /// No word of thinking.
    public static Thought none(Integer maxTokens, boolean lost) {
        return new Thought(null, null, maxTokens, lost);
    }

    /// Whether results are given to calls of a turn that did not begin with a thought of Claude's,
    /// because another model or a forgetful client had it. While it thinks by budget, Claude
    /// refuses such a turn ("Expected `thinking` or `redacted_thinking`, but found …").
    private static boolean resumesWithoutThought(Turns conversation) {
        for (var turn : conversation.turns().reversed()) {
            if (turn.role() == Role.ASSISTANT) {
                return turn.parts().stream().anyMatch(Part.ToolCall.class::isInstance)
                        && !(turn.parts().getFirst() instanceof Part.Thinking)
                        && !(turn.parts().getFirst() instanceof Part.RedactedThinking);
            }
        }
        return false;
    }

    /// A budget is part of the limit and must be smaller. Where it is not, the limit is raised by
    /// it, so that the answer keeps its room, and up to what the model can.
    private static Thought budget(int wanted, Reasoning reasoning, Setting setting) {
        int budget = Math.max(wanted, SMALLEST_BUDGET);
        var limit = setting.maxTokens();
        if (limit != null && budget >= limit) {
            int most = setting.modelMax() == null ? Integer.MAX_VALUE : setting.modelMax();
            int raised = (int) Math.min((long) budget + limit, most);
            budget = Math.min(budget, raised - limit);
            limit = raised;
        }
        if (budget < SMALLEST_BUDGET) {
            return none(setting.maxTokens(), true);
        }
        var config = config("enabled").put("budget_tokens", budget);
        return new Thought(shown(config, reasoning), null, limit, false);
    }

    /// Whether the model thinks, as far as the request says.
    public boolean isOn() {
        return config != null && !config.path("type").asText().equals("disabled");
    }

    /// Whether it is the kind of thinking that must have gone on since the conversation's last
    /// question.
    private boolean isBudget() {
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

    /// There is nothing weaker than low.
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
