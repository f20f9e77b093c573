package io.smoothllm.e2e;

import java.util.Locale;

/// A provider in one of its dialects: the simulator, which checks what it is asked and keeps a
/// ledger, and aimock, which nobody here wrote.
enum Side {
    SIMULATOR_OPENAI("OPENAI", "/openai/v1"),
    SIMULATOR_ANTHROPIC("ANTHROPIC", "/anthropic"),
    AIMOCK_OPENAI("OPENAI", "/v1"),
    AIMOCK_ANTHROPIC("ANTHROPIC", ""),
    AIMOCK_GEMINI("GEMINI", ""),
    AIMOCK_AZURE("AZURE_OPENAI", ""),
    AIMOCK_BEDROCK("BEDROCK", "");

    final String dialect;

    /// Of its base URL, after the host.
    final String path;

    Side(String dialect, String path) {
        this.dialect = dialect;
        this.path = path;
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
