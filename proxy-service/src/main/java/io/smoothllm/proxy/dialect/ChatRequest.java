package io.smoothllm.proxy.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/// What a client asked, in nobody's dialect. Null = the client did not say.
///
/// @param messages in order; system messages stay where they were
/// @param maxTokens of the answer
/// @param reasoning how hard to think
/// @param userId the client's name for its own user
/// @param serviceTier in OpenAI's words
public record ChatRequest(
        List<Message> messages,
        Tools tools,
        Integer maxTokens,
        Sampling sampling,
        Reasoning reasoning,
        OutputFormat outputFormat,
        String userId,
        String serviceTier,
        boolean stream) {

    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    /// @param parts tool results stand in user messages, tool calls in assistant messages
    public record Message(Role role, List<Part> parts) {}

    /// @param choice null = the client did not say
    /// @param parallel whether several calls may come in one answer
    public record Tools(List<Tool> offered, ToolChoice choice, boolean parallel) {}

    /// @param schema JSON Schema of the arguments, whole and in its own key order
    /// @param strict null = not said
    /// @param cacheControl a prompt-cache marker, verbatim; null = none
    public record Tool(
            String name,
            String description,
            JsonNode schema,
            Boolean strict,
            JsonNode cacheControl) {}

    public sealed interface ToolChoice {
        record Auto() implements ToolChoice {}

        record None() implements ToolChoice {}

        /// At least one tool, any.
        record Required() implements ToolChoice {}

        record Named(String name) implements ToolChoice {}
    }

    /// How the next token is drawn.
    ///
    /// @param temperature 0 to 2, as OpenAI counts
    /// @param stop at most four sequences
    public record Sampling(
            BigDecimal temperature,
            BigDecimal topP,
            Integer topK,
            Long seed,
            BigDecimal presencePenalty,
            BigDecimal frequencyPenalty,
            List<String> stop) {}

    public sealed interface Reasoning {
        record Off() implements Reasoning {}

        /// As hard as the model finds right.
        record Adaptive() implements Reasoning {}

        record Effort(Level level) implements Reasoning {}

        /// @param tokens that may be thought
        record Budget(int tokens) implements Reasoning {}

        /// OpenAI's words, weakest first.
        enum Level {
            MINIMAL,
            LOW,
            MEDIUM,
            HIGH,
            XHIGH,
            MAX
        }
    }

    /// JSON that must match a schema.
    public record OutputFormat(String name, JsonNode schema) {}
}
