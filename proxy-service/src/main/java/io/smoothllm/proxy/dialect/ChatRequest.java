package io.smoothllm.proxy.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/// What a client asked, in nobody's dialect. Null = the client did not say.
///
/// @param messages in order; system messages stay where they were
/// @param maxTokens of the answer
/// @param choices how many answers; 1 unless said
/// @param logProbs how many alternatives to show for each token, 0 to 20; null = no probabilities
/// @param reasoning how hard to think
/// @param ignored the client's hints that the neutral form has no word for, by their own names
public record ChatRequest(
        List<Message> messages,
        Tools tools,
        Integer maxTokens,
        int choices,
        Integer logProbs,
        Sampling sampling,
        Reasoning reasoning,
        OutputFormat outputFormat,
        Labels labels,
        boolean stream,
        List<String> ignored) {

    ChatRequest with(List<Message> others, Tools tooling) {
        return new ChatRequest(
                others,
                tooling,
                maxTokens,
                choices,
                logProbs,
                sampling,
                reasoning,
                outputFormat,
                labels,
                stream,
                ignored);
    }

    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    /// @param parts tool results stand in user messages, tool calls in assistant messages
    public record Message(Role role, List<Part> parts) {}

    /// @param choice null = the client did not say
    /// @param parallel whether several calls may come in one answer
    public record Tools(List<Tool> offered, ToolChoice choice, boolean parallel) {
        public static final Tools NONE = new Tools(List.of(), null, true);

        /// For dialects without a word for [ToolChoice.Allowed]: the allowed tools are the only
        /// ones offered.
        public Tools narrowed() {
            return choice instanceof ToolChoice.Allowed(var names, boolean required)
                    ? new Tools(
                            offered.stream().filter(tool -> names.contains(tool.name())).toList(),
                            required ? new ToolChoice.Required() : new ToolChoice.Auto(),
                            parallel)
                    : this;
        }
    }

    /// @param description null when not given
    /// @param schema JSON Schema of the arguments, whole and in its own key order; an object schema
    ///     without properties when the client gave none
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

        /// Only these, of those that are offered.
        ///
        /// @param required at least one of them
        record Allowed(Set<String> names, boolean required) implements ToolChoice {}
    }

    /// How the next token is drawn.
    ///
    /// @param temperature 0 to 2, as OpenAI counts
    /// @param stop as the client gave them; none = empty
    public record Sampling(
            BigDecimal temperature,
            BigDecimal topP,
            Integer topK,
            Long seed,
            BigDecimal presencePenalty,
            BigDecimal frequencyPenalty,
            List<String> stop) {}

    /// @param shown whether the client wants to read along; null = it did not say
    public record Reasoning(Amount amount, Boolean shown) {
        public sealed interface Amount {
            record Off() implements Amount {}

            /// As hard as the model finds right.
            record Adaptive() implements Amount {}

            record Effort(Level level) implements Amount {}

            /// @param tokens that may be thought, at least 1
            record Budget(int tokens) implements Amount {}
        }

        /// OpenAI's words, weakest first.
        public enum Level {
            MINIMAL,
            LOW,
            MEDIUM,
            HIGH,
            XHIGH,
            MAX
        }

        public boolean isOff() {
            return amount instanceof Amount.Off;
        }
    }

    public sealed interface OutputFormat {
        /// Some JSON object.
        record AnyJson() implements OutputFormat {}

        /// JSON that must match a schema.
        ///
        /// @param name null when not given
        /// @param description null when not given
        /// @param strict null = not said
        record Matching(String name, String description, JsonNode schema, Boolean strict)
                implements OutputFormat {}
    }

    /// What changes no answer.
    ///
    /// @param userId the client's name for its own user
    /// @param serviceTier in OpenAI's words
    /// @param verbosity `low`, `medium`, `high`
    /// @param promptCacheKey OpenAI's hint for its prompt cache
    /// @param metadata OpenAI's key-value pairs, verbatim
    public record Labels(
            String userId,
            String serviceTier,
            String verbosity,
            String promptCacheKey,
            JsonNode metadata) {
        public static final Labels NONE = new Labels(null, null, null, null, null);
    }
}
