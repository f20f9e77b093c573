package io.smoothllm.model.error;

import com.fasterxml.jackson.annotation.JsonInclude;

/// OpenAI's error envelope. All four members are always there, null or not (OpenAPI document of
/// the OpenAI API, schema `Error`).
public record OpenAiError(Body error) {
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Body(String message, String type, String param, String code) {}

    public static OpenAiError of(String message, String type, String param, String code) {
        return new OpenAiError(new Body(message, type, param, code));
    }
}
