package io.smoothllm.e2e;

import java.util.Locale;

/// A provider in one of its dialects: the simulator, which checks what it is asked and keeps a
/// ledger, and aimock, which nobody here wrote.
enum Side {
    SIMULATOR_OPENAI("OPENAI", "/openai/v1", false),
    SIMULATOR_ANTHROPIC("ANTHROPIC", "/anthropic", false),
    AIMOCK_OPENAI("OPENAI", "/v1", true),
    AIMOCK_ANTHROPIC("ANTHROPIC", "", false),
    AIMOCK_GEMINI("GEMINI", "", false),
    AIMOCK_AZURE("AZURE_OPENAI", "", false),
    AIMOCK_BEDROCK("BEDROCK", "", false);

    final String dialect;

    /// Of its base URL, after the host.
    final String path;

    /// Whether Responses are asked as they are, or else as chat.
    final boolean speaksResponses;

    Side(String dialect, String path, boolean speaksResponses) {
        this.dialect = dialect;
        this.path = path;
        this.speaksResponses = speaksResponses;
    }

    boolean isSimulated() {
        return this == SIMULATOR_OPENAI || this == SIMULATOR_ANTHROPIC;
    }

    /// As the journeys of JavaScript know it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
