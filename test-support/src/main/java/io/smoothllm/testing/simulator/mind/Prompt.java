package io.smoothllm.testing.simulator.mind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What was asked, in nobody's dialect.
///
/// @param model as the request names it
/// @param apiKey whose prompt cache it is
/// @param pieces all that counts as input, in the order a provider caches it
/// @param lastUserText what the answer mentions
/// @param toolResult what the last message gives back from a tool; null when it does not
/// @param tools the tools that may be called now; empty also when the request forbids calls
/// @param parallelTools whether one answer may call several
/// @param outputSchema the JSON schema the answer must follow; null = free text
/// @param stop sequences that end the answer
/// @param maxTokens null = no bound
/// @param thinks whether thinking comes first
public record Prompt(
        String model,
        String apiKey,
        List<Piece> pieces,
        String lastUserText,
        String toolResult,
        List<Tool> tools,
        boolean parallelTools,
        JsonNode outputSchema,
        List<String> stop,
        Long maxTokens,
        boolean thinks) {

    /// A part of the input.
    ///
    /// @param tokens what it counts, see [TokenRule]
    /// @param mark what the request says of caching up to here
    public record Piece(String text, long tokens, CacheMark mark) {
        public static Piece of(String text) {
            return new Piece(text, TokenRule.of(text), CacheMark.NONE);
        }

        public Piece plus(long more) {
            return new Piece(text, tokens + more, mark);
        }

        public Piece marked(CacheMark given) {
            return new Piece(text, tokens, given);
        }
    }

    public enum CacheMark {
        NONE,
        FIVE_MINUTES,
        ONE_HOUR
    }

    /// @param schema of its arguments; null = it takes none
    public record Tool(String name, JsonNode schema) {}

    public long inputTokens() {
        return pieces.stream().mapToLong(Piece::tokens).sum();
    }
}
