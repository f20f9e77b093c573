package io.smoothllm.proxy.door.passthrough;

import java.util.Set;

/// What is passed through, and what has to be known of each. Defaults of `model` are those of
/// `images.d.ts` and of the moderation guide (npm `openai` 6.49).
enum Service {
    EMBEDDINGS("/embeddings", null, Set.of("input")),
    COMPLETIONS("/completions", null, Set.of("prompt", "suffix")),
    MODERATIONS("/moderations", "omni-moderation-latest", Set.of("input")),
    IMAGE_GENERATIONS("/images/generations", "dall-e-2", Set.of("prompt")),
    IMAGE_EDITS("/images/edits", "gpt-image-1.5", Set.of("prompt")),
    IMAGE_VARIATIONS("/images/variations", "dall-e-2", Set.of()),
    TRANSCRIPTIONS("/audio/transcriptions", null, Set.of()),
    TRANSLATIONS("/audio/translations", null, Set.of()),
    SPEECH("/audio/speech", null, Set.of("input", "instructions"));

    /// Behind `/v1`.
    private final String path;
    private final String defaultModel;
    private final Set<String> text;

    Service(String path, String defaultModel, Set<String> text) {
        this.path = path;
        this.defaultModel = defaultModel;
        this.text = text;
    }

    String path() {
        return path;
    }

    /// What the provider takes when the request names no model; null = it must.
    String defaultModel() {
        return defaultModel;
    }

    /// The members that count as input when the provider does not count; none = nobody can, since
    /// what comes in is sound or a picture.
    Set<String> text() {
        return text;
    }

    /// Whether a whole answer is a JSON object, whatever its content type says.
    boolean answersJson() {
        return switch (this) {
            case EMBEDDINGS,
                    COMPLETIONS,
                    MODERATIONS,
                    IMAGE_GENERATIONS,
                    IMAGE_EDITS,
                    IMAGE_VARIATIONS ->
                    true;
            case TRANSCRIPTIONS, TRANSLATIONS, SPEECH -> false;
        };
    }
}
