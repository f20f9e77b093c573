package io.smoothllm.provider.preset;

import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.model.catalog.Dialect;
import java.net.URI;

/// A preset in the making. What is not said of its compatibility is as the dialect's inventor does
/// it.
final class PresetDraft {
    private final String name;
    private final String displayName;
    private final Dialect dialect;
    private URI baseUrl;
    private String baseUrlHint;
    private String keyVariable;
    private boolean keyRequired;
    private Boolean streamOptions;
    private Boolean developerRole;
    private Boolean maxCompletionTokens;
    private Boolean responses;
    private Boolean reasoningContent;
    private Boolean jsonSchema;

    PresetDraft(String name, String displayName, Dialect dialect) {
        this.name = name;
        this.displayName = displayName;
        this.dialect = dialect;
    }

    PresetDraft at(String url) {
        baseUrl = URI.create(url);
        return this;
    }

    PresetDraft hint(String text) {
        baseUrlHint = text;
        return this;
    }

    PresetDraft key(String variable) {
        keyVariable = variable;
        keyRequired = true;
        return this;
    }

    PresetDraft optionalKey(String variable) {
        keyVariable = variable;
        return this;
    }

    PresetDraft withoutStreamOptions() {
        streamOptions = false;
        return this;
    }

    PresetDraft withoutDeveloperRole() {
        developerRole = false;
        return this;
    }

    /// It is told `max_tokens`.
    PresetDraft withoutMaxCompletionTokens() {
        maxCompletionTokens = false;
        return this;
    }

    PresetDraft withResponses() {
        responses = true;
        return this;
    }

    PresetDraft withReasoningContent() {
        reasoningContent = true;
        return this;
    }

    PresetDraft withoutJsonSchema() {
        jsonSchema = false;
        return this;
    }

    /// @param docs what its API is, in its own words
    Preset documentedAt(String docs) {
        return new Preset(
                name,
                displayName,
                dialect,
                baseUrl,
                baseUrlHint,
                keyVariable,
                keyRequired,
                URI.create(docs),
                new Compatibility(
                        streamOptions,
                        developerRole,
                        maxCompletionTokens,
                        responses,
                        reasoningContent,
                        jsonSchema,
                        null,
                        null));
    }
}
