package io.smoothllm.proxy.door.passthrough;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.usage.TokenCounts;

/// The `usage` objects of all services (npm `openai` 6.49: `embeddings.d.ts`, `completions.d.ts`,
/// `images.d.ts`, `audio/transcriptions.d.ts`).
final class ServiceUsage {
    private ServiceUsage() {}

    /// @return null when it is no usage
    static TokenCounts read(JsonNode usage) {
        if (usage.has("prompt_tokens") || usage.has("completion_tokens")) {
            return counts(
                    usage,
                    "prompt_tokens",
                    usage.path("prompt_tokens_details"),
                    "completion_tokens",
                    usage.path("completion_tokens_details"));
        }
        if (usage.has("input_tokens") || usage.has("output_tokens")) {
            // Images say `input_tokens_details`, transcriptions `input_token_details`.
            var plural = usage.path("input_tokens_details");
            return counts(
                    usage,
                    "input_tokens",
                    plural.isMissingNode() ? usage.path("input_token_details") : plural,
                    "output_tokens",
                    usage.path("output_tokens_details"));
        }
        if (usage.has("total_tokens")) {
            // Embeddings of others than OpenAI.
            return new TokenCounts(count(usage.path("total_tokens")), 0, 0, 0, 0);
        }
        // Paid by the second; there are no tokens.
        return usage.path("type").asText().equals("duration") ? TokenCounts.NONE : null;
    }

    private static TokenCounts counts(
            JsonNode usage,
            String input,
            JsonNode inputDetails,
            String output,
            JsonNode outputDetails) {
        return new TokenCounts(
                count(usage.path(input)),
                count(inputDetails.path("cached_tokens")),
                count(inputDetails.path("cache_write_tokens")),
                count(usage.path(output)),
                count(outputDetails.path("reasoning_tokens")));
    }

    private static long count(JsonNode node) {
        return Math.max(0, node.asLong(0));
    }
}
