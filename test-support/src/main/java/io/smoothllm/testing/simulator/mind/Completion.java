package io.smoothllm.testing.simulator.mind;

import java.util.List;

/// What is answered, in nobody's dialect.
///
/// @param thinking null when there was none
/// @param text null when only tools are called
/// @param stopSequence the one that ended it, for [Stop#SEQUENCE]
public record Completion(
        String thinking, String text, List<ToolCall> calls, Stop stop, String stopSequence) {

    /// @param arguments a JSON object, as text
    public record ToolCall(String name, String arguments) {}

    public enum Stop {
        END,
        LENGTH,
        TOOLS,
        SEQUENCE
    }

    public long thinkingTokens() {
        return thinking == null ? 0 : TokenRule.of(thinking);
    }

    /// All of it, thinking included.
    public long outputTokens() {
        long tokens = thinkingTokens() + (text == null ? 0 : TokenRule.of(text));
        for (var call : calls) {
            tokens += TokenRule.of(call.arguments());
        }
        return tokens;
    }
}
