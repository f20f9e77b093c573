package io.smoothllm.proxy.door.passthrough;

import java.util.Set;

/// What is passed through, and what has to be known of each. Defaults of `model` are those of
/// `images.d.ts` and of the moderation guide (npm `openai` 6.49).
enum Service {
    EMBEDDINGS("/embeddings", null),
    COMPLETIONS("/completions", null),
    MODERATIONS("/moderations", "omni-moderation-latest"),
    IMAGE_GENERATIONS("/images/generations", "dall-e-2"),
    IMAGE_EDITS("/images/edits", "gpt-image-1.5"),
    IMAGE_VARIATIONS("/images/variations", "dall-e-2"),
    TRANSCRIPTIONS("/audio/transcriptions", null),
    TRANSLATIONS("/audio/translations", null),
    SPEECH("/audio/speech", null);

    /// Behind `/v1`.
    private final String path;
    private final String defaultModel;

    Service(String path, String defaultModel) {
        this.path = path;
        this.defaultModel = defaultModel;
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
        return switch (this) {
            case EMBEDDINGS, MODERATIONS -> Set.of("input");
            case COMPLETIONS -> Set.of("prompt", "suffix");
            case IMAGE_GENERATIONS, IMAGE_EDITS -> Set.of("prompt");
            case SPEECH -> Set.of("input", "instructions");
            case IMAGE_VARIATIONS, TRANSCRIPTIONS, TRANSLATIONS -> Set.of();
        };
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
