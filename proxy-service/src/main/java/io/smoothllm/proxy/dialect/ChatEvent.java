package io.smoothllm.proxy.dialect;

import io.smoothllm.model.usage.TokenCounts;

/// What a provider said, in nobody's dialect, piece by piece. A whole answer is the same events in
/// one go. [Ended] comes last and exactly once; an answer that breaks off never has it.
public sealed interface ChatEvent {
    /// @param id the provider's name for the answer; null when it gave none
    record Started(String id, String model) implements ChatEvent {}

    record Text(String delta) implements ChatEvent {}

    record Thought(String delta) implements ChatEvent {}

    /// Belongs to the thought before it.
    record ThoughtSigned(String signature) implements ChatEvent {}

    record ThoughtRedacted(String data) implements ChatEvent {}

    /// @param call counts the calls of this answer from 0
    record CallStarted(int call, String id, String name) implements ChatEvent {}

    /// Fragments of one call's JSON, to be joined as they come.
    record CallArguments(int call, String fragment) implements ChatEvent {}

    /// @param refusal the provider's explanation; null unless the reason is [Finish#REFUSED]
    record Finished(Finish reason, String refusal) implements ChatEvent {}

    /// All tokens of the call so far; a later one replaces an earlier one.
    record Used(TokenCounts tokens) implements ChatEvent {}

    record Ended() implements ChatEvent {}

    enum Finish {
        STOP,
        LENGTH,
        TOOL_CALLS,
        REFUSED
    }
}
