package io.smoothllm.testing.simulator.mind;

import io.smoothllm.testing.simulator.mind.Completion.Stop;
import io.smoothllm.testing.simulator.mind.Completion.ToolCall;
import io.smoothllm.testing.simulator.mind.Prompt.Tool;
import java.util.List;

/// Writes the answers. Always the same to the same prompt, friendly, and never plain ASCII, so that
/// whoever handles bytes carelessly is found out.
public final class Author {
    private static final int QUOTED_WORDS = 12;
    private static final int QUOTED_CHARACTERS = 160;
    private static final int LARGE_PARAGRAPHS = 12;

    private Author() {}

    /// @param preface whether this family of models talks before it calls a tool
    public static Completion write(Prompt prompt, Directions directions, boolean preface) {
        var thinking = prompt.thinks() ? thinkAbout(prompt) : null;
        if (directions.text() != null) {
            return ended(prompt, thinking, directions.text());
        }
        if (prompt.toolResult() != null) {
            return ended(prompt, thinking, "The tool says: “" + quote(prompt.toolResult()) + "” ✅");
        }
        if (!prompt.tools().isEmpty()) {
            var calls = calls(prompt);
            var text = preface ? "Let me ask " + calls.getFirst().name() + " … 🔎" : null;
            return new Completion(thinking, text, calls, Stop.TOOLS, null);
        }
        if (prompt.outputSchema() != null) {
            return ended(prompt, thinking, SchemaSample.of(prompt.outputSchema()));
        }
        return ended(prompt, thinking, greeting(prompt));
    }

    private static String greeting(Prompt prompt) {
        var text =
                "Hello from "
                        + prompt.model()
                        + "! 👋 You said: “"
                        + quote(prompt.lastUserText())
                        + "”. Schöne Grüße aus dem Simulator 🙂";
        return prompt.model().contains("large") ? text + essay() : text;
    }

    private static String essay() {
        var text = new StringBuilder();
        for (int i = 1; i <= LARGE_PARAGRAPHS; i++) {
            text.append("\n\n").append(i).append(". A large model has more to say: ");
            text.append("naïve cafés serve crème brûlée at −5 °C, 東京 is 9 時間 away, ");
            text.append(
                    "and a family 👨‍👩‍👧 costs 1 ½ €. It adds little, but it takes its time.");
        }
        return text.toString();
    }

    private static String thinkAbout(Prompt prompt) {
        return "The user says “" + quote(prompt.lastUserText()) + "”. 🤔 A short answer will do.";
    }

    /// The tools that the user names, or else the first.
    private static List<ToolCall> calls(Prompt prompt) {
        var named =
                prompt.tools().stream()
                        .filter(tool -> prompt.lastUserText().contains(tool.name()))
                        .toList();
        var chosen = named.isEmpty() || !prompt.parallelTools() ? one(prompt, named) : named;
        return chosen.stream()
                .map(tool -> new ToolCall(tool.name(), SchemaSample.of(tool.schema())))
                .toList();
    }

    private static List<Tool> one(Prompt prompt, List<Tool> named) {
        return List.of(named.isEmpty() ? prompt.tools().getFirst() : named.getFirst());
    }

    private static Completion ended(Prompt prompt, String thinking, String whole) {
        var text = whole;
        String sequence = null;
        for (var candidate : prompt.stop()) {
            int at = text.indexOf(candidate);
            if (at >= 0) {
                text = text.substring(0, at);
                sequence = candidate;
            }
        }
        var stop = sequence == null ? Stop.END : Stop.SEQUENCE;
        var all = new Completion(thinking, text, List.of(), stop, sequence);
        return prompt.maxTokens() == null ? all : cutAt(prompt.maxTokens(), all);
    }

    /// Thinking and text share the bound, as they do in the real ones.
    private static Completion cutAt(long tokens, Completion all) {
        if (all.outputTokens() <= tokens) {
            return all;
        }
        var thinking = all.thinking() == null ? null : TokenRule.start(all.thinking(), tokens);
        long spent = thinking == null ? 0 : TokenRule.of(thinking);
        var text = TokenRule.start(all.text(), tokens - spent);
        return new Completion(thinking, text, List.of(), Stop.LENGTH, null);
    }

    /// The last words, on one line.
    private static String quote(String text) {
        var tail = text.strip();
        int from = Math.max(0, tail.length() - QUOTED_CHARACTERS);
        if (from > 0 && Character.isLowSurrogate(tail.charAt(from))) {
            from++;
        }
        var words = tail.substring(from).strip().split("\\s+", -1);
        int first = Math.max(0, words.length - QUOTED_WORDS);
        return String.join(" ", List.of(words).subList(first, words.length));
    }
}
