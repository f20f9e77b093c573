package io.smoothllm.proxy.dialect.openai;

import java.util.List;

/// Where in a chat request's body it stands what a provider may want otherwise.
///
/// @param streamOptions null when they are not there
/// @param optionsEmpty they are `{}` or null
/// @param includeUsage the value of `stream_options.include_usage`; null when it is not there
/// @param developers the roles of messages that are `developer`
record Places(
        Span model,
        Member streamOptions,
        boolean optionsEmpty,
        Span includeUsage,
        List<Member> maxCompletionTokens,
        List<Member> maxTokens,
        List<Span> developers) {

    /// @param to behind the last byte
    record Span(int from, int to) {}

    /// @param whole the member with the one comma that goes with it, so that any set of members
    ///     can be cut together
    record Member(Span key, Span value, Span whole, boolean isNull) {}
}
