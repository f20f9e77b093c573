package io.smoothllm.proxy.dialect.openai;

import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.CountedText;
import io.smoothllm.proxy.dialect.Splice;
import io.smoothllm.proxy.dialect.TextSample;
import io.smoothllm.proxy.dialect.openai.Places.Member;
import io.smoothllm.proxy.dialect.openai.Places.Span;
import io.smoothllm.proxy.problem.ProblemException;

/// The few fields of a chat request that the proxy acts on, and where in the body they stand; the
/// rest was only checked to be JSON.
///
/// @param includeUsage the client asked for usage in the stream
/// @param legacy the client offers functions, which were there before tools
record ChatEnvelope(
        byte[] body,
        String model,
        boolean streamed,
        boolean includeUsage,
        boolean legacy,
        Places places)
        implements ClientRequest {
    private static final String ASK = "\"include_usage\":true";

    @Override
    public int bytes() {
        return body.length;
    }

    @Override
    public TextSample input() {
        return CountedText.of(body, CountedText.REQUEST);
    }

    /// @throws ProblemException [Problem.MalformedJson] or [Problem.InvalidRequest]
    static ChatEnvelope read(byte[] body) {
        return ChatEnvelopeReader.read(body);
    }

    /// Whether usage is asked of such a provider that the client did not ask for.
    boolean asksForUsage(Compatibility takes) {
        return streamed && !includeUsage && takes.streamOptions();
    }

    /// The body with the candidate's model name, and asking for usage if it is a stream; and
    /// without what the provider does not take. Every other byte stays.
    byte[] addressedTo(String upstreamModel, Compatibility takes) {
        var splice = new Splice(body);
        if (asksForUsage(takes)) {
            askForUsage(splice);
        }
        if (!takes.streamOptions() && places.streamOptions() != null) {
            cut(places.streamOptions(), splice);
        }
        if (!takes.maxCompletionTokens()) {
            renameLimit(splice);
        }
        if (!takes.developerRole()) {
            places.developers().forEach(role -> replace(role, "\"system\"", splice));
        }
        if (!model.equals(upstreamModel)) {
            replace(places.model(), Splice.quoted(upstreamModel), splice);
        }
        return splice.toBytes();
    }

    private void askForUsage(Splice splice) {
        if (places.includeUsage() != null) {
            replace(places.includeUsage(), "true", splice);
        } else if (places.streamOptions() == null) {
            insert(objectStart() + 1, "\"stream_options\":{" + ASK + "},", splice);
        } else if (places.optionsEmpty()) {
            replace(places.streamOptions().value(), "{" + ASK + "}", splice);
        } else {
            insert(places.streamOptions().value().from() + 1, ASK + ",", splice);
        }
    }

    /// To `max_tokens`, unless the client said that as well.
    private void renameLimit(Splice splice) {
        if (places.maxTokens().stream().allMatch(Member::isNull)) {
            for (var limit : places.maxCompletionTokens()) {
                replace(limit.key(), "\"max_tokens\"", splice);
            }
            if (!places.maxCompletionTokens().isEmpty()) {
                places.maxTokens().forEach(nothing -> cut(nothing, splice));
            }
        } else {
            places.maxCompletionTokens().forEach(limit -> cut(limit, splice));
        }
    }

    private static void cut(Member member, Splice splice) {
        replace(member.whole(), "", splice);
    }

    private static void replace(Span span, String text, Splice splice) {
        splice.replace(span.from(), span.to(), text);
    }

    private static void insert(int at, String text, Splice splice) {
        splice.replace(at, at, text);
    }

    /// JSON may be preceded by white space or a byte order mark.
    private int objectStart() {
        int at = 0;
        while (body[at] != '{') {
            at++;
        }
        return at;
    }
}
