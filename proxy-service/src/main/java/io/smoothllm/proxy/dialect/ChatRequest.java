package io.smoothllm.proxy.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/// What a client asked, in nobody's dialect. Null = the client did not say.
///
/// @param messages in order; system messages stay where they were
/// @param maxTokens of the answer
/// @param stop at most four sequences
/// @param userId the client's name for its own user
/// @param dropped names of fields that no other dialect has a place for and that do not change the
///     answer's shape; reported, not forwarded
public record ChatRequest(
        List<Message> messages,
        List<Tool> tools,
        ToolChoice toolChoice,
        boolean parallelToolCalls,
        Integer maxTokens,
        List<String> stop,
        BigDecimal temperature,
        BigDecimal topP,
        Effort effort,
        OutputFormat outputFormat,
        String userId,
        String serviceTier,
        boolean stream,
        List<String> dropped) {

    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    /// @param parts tool results stand in user messages, tool calls in assistant messages
    public record Message(Role role, List<Part> parts) {}

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

    /// How hard to think, in OpenAI's words (`reasoning_effort`).
    public enum Effort {
        NONE,
        MINIMAL,
        LOW,
        MEDIUM,
        HIGH,
        XHIGH,
        MAX
    }

    /// JSON that must match a schema.
    public record OutputFormat(String name, JsonNode schema) {}
}
