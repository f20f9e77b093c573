package io.smoothllm.model.catalog;

/// The wire dialects a provider can speak.
public enum Dialect {
    /// OpenAI, and everything that calls itself compatible with it.
    OPENAI,
    ANTHROPIC,
    GEMINI,
    AZURE_OPENAI,
    BEDROCK
}
