package io.smoothllm.proxy.dialect;

import io.smoothllm.model.usage.TokenCounts;
import java.util.List;

/// What a provider said, in nobody's dialect, piece by piece. A whole answer is the same events in
/// one go.
///
/// [Started] comes first, then content, each choice's [Finished], a last [Used] if the provider
/// counts, and [Ended], last and exactly once; an answer that breaks off never has it. Tool calls
/// may interleave: a writer whose dialect forbids that has to hold pieces back.
public sealed interface ChatEvent {
    /// @param id the provider's name for the answer; null when it gave none
    record Started(String id, String model) implements ChatEvent {}

    /// From here on, events belong to that choice; without this one, to choice 0. Only comes when
    /// the request asked for several ([ChatRequest#choices]).
    ///
    /// @param index from 0
    record Choice(int index) implements ChatEvent {}

    record Text(String delta) implements ChatEvent {}

    /// The probabilities of the tokens of the text just before or just behind it.
    record LogProbs(List<TokenProbability> tokens) implements ChatEvent {}

    /// The model's own words for why it does not answer.
    record Refusal(String delta) implements ChatEvent {}

    record Thought(String delta) implements ChatEvent {}

    /// Belongs to the thought before it; when there was none, to the content behind it (so Gemini
    /// signs its function calls).
    record ThoughtSigned(Signature signature) implements ChatEvent {}

    record ThoughtRedacted(String data) implements ChatEvent {}

    /// @param call counts the calls of this choice from 0
    /// @param id unique over the whole conversation
    record CallStarted(int call, String id, String name) implements ChatEvent {}

    /// Fragments of one call's JSON, to be joined as they come; joined, a JSON object: a call
    /// without arguments has the one fragment `{}`.
    record CallArguments(int call, String fragment) implements ChatEvent {}

    /// The choice is complete. Once a choice.
    record Finished(Finish reason) implements ChatEvent {}

    /// All tokens of the call so far; a later one replaces an earlier one.
    record Used(TokenCounts tokens) implements ChatEvent {}

    record Ended() implements ChatEvent {}

    enum Finish {
        STOP,
        /// One of the client's own stop sequences.
        STOP_SEQUENCE,
        /// The limit the client set.
        LENGTH,
        /// The model's own limit.
        CONTEXT_FULL,
        TOOL_CALLS,
        /// By the model or by a filter around it.
        REFUSED
    }

    /// @param logProbability natural logarithm
    /// @param bytes of the token in UTF-8, 0 to 255 each; null when not known
    /// @param alternatives the likeliest tokens at this place, themselves without alternatives
    record TokenProbability(
            String token,
            double logProbability,
            List<Integer> bytes,
            List<TokenProbability> alternatives) {}
}
