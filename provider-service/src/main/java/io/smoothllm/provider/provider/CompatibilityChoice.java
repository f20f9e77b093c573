package io.smoothllm.provider.provider;

import static java.util.Objects.requireNonNullElse;

import io.smoothllm.model.catalog.Compatibility;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What someone said of a provider's [Compatibility], member by member; null = as its preset says,
/// and without a preset the default.
@Schema(description = "Member by member; null = as the preset says, without one the default")
record CompatibilityChoice(
        Boolean streamOptions,
        Boolean developerRole,
        Boolean maxCompletionTokens,
        Boolean responses,
        Boolean reasoningContent,
        Boolean jsonSchema,
        Boolean sampling,
        Boolean adaptiveThinking) {
    static final CompatibilityChoice NONE =
            new CompatibilityChoice(null, null, null, null, null, null, null, null);

    /// @param otherwise for what was not said
    Compatibility over(Compatibility otherwise) {
        return new Compatibility(
                requireNonNullElse(streamOptions, otherwise.streamOptions()),
                requireNonNullElse(developerRole, otherwise.developerRole()),
                requireNonNullElse(maxCompletionTokens, otherwise.maxCompletionTokens()),
                requireNonNullElse(responses, otherwise.responses()),
                requireNonNullElse(reasoningContent, otherwise.reasoningContent()),
                requireNonNullElse(jsonSchema, otherwise.jsonSchema()),
                requireNonNullElse(sampling, otherwise.sampling()),
                requireNonNullElse(adaptiveThinking, otherwise.adaptiveThinking()));
    }
}
