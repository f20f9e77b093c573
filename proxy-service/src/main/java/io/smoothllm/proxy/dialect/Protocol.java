package io.smoothllm.proxy.dialect;

/// What a client can speak, each with a path of its own. A provider may speak some of them
/// as they are; then bytes pass.
public enum Protocol {
    /// OpenAI Chat Completions.
    CHAT_COMPLETIONS,
    /// OpenAI Responses.
    RESPONSES,
    /// Anthropic Messages.
    MESSAGES
}
