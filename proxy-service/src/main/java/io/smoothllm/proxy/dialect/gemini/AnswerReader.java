package io.smoothllm.proxy.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Reads one answer: a `GenerateContentResponse`, or those that a stream is made of. Each may hold
/// a piece of any candidate. How a candidate ended is told at the end: some models write `STOP`
/// into every piece.
final class AnswerReader {
    private final String provider;
    private final Map<Integer, CandidateReader> candidates = new TreeMap<>();
    private final UsageCount usage = new UsageCount();
    private boolean started;
    private boolean counted;
    private int current;

    /// Null unless the prompt was blocked.
    private String blocked;

    AnswerReader(String provider) {
        this.provider = provider;
    }

    /// @param response or an array of them
    void read(JsonNode response, Consumer<ChatEvent> events) {
        if (response.isArray()) {
            response.forEach(element -> read(element, events));
            return;
        }
        if (!response.isObject()) {
            throw new ProblemException(new Problem.Garbled(provider));
        }
        if (response.hasNonNull("error")) {
            throw new ProblemException(GeminiErrors.inAnswer(provider, response.path("error")));
        }
        start(response, events);
        count(response.path("usageMetadata"), events);
        feedback(response.path("promptFeedback"));
        for (var candidate : response.path("candidates")) {
            int index = candidate.path("index").asInt(0);
            turnTo(index, events);
            candidates
                    .computeIfAbsent(index, _ -> new CandidateReader(provider))
                    .read(candidate, events);
        }
    }

    /// Whether the provider said how it ended.
    boolean isFinished() {
        return candidates.isEmpty()
                ? blocked != null
                : candidates.values().stream().allMatch(CandidateReader::isFinished);
    }

    /// @throws ProblemException [Problem.StreamBroken] unless [#isFinished]
    void end(Consumer<ChatEvent> events) {
        if (!isFinished()) {
            throw new ProblemException(new Problem.StreamBroken(provider));
        }
        if (candidates.isEmpty()) {
            events.accept(new ChatEvent.Refusal(blocked));
            events.accept(new ChatEvent.Finished(ChatEvent.Finish.REFUSED));
        }
        candidates.forEach(
                (index, candidate) -> {
                    turnTo(index, events);
                    candidate.finish(events);
                });
        if (counted) {
            events.accept(new ChatEvent.Used(usage.tokens()));
        }
        events.accept(new ChatEvent.Ended());
    }

    private void start(JsonNode response, Consumer<ChatEvent> events) {
        if (!started) {
            started = true;
            events.accept(
                    new ChatEvent.Started(
                            response.path("responseId").asText(null),
                            response.path("modelVersion").asText(null)));
        }
    }

    private void count(JsonNode metadata, Consumer<ChatEvent> events) {
        if (metadata.isObject()) {
            counted = true;
            usage.add(metadata);
            events.accept(new ChatEvent.Used(usage.tokens()));
        }
    }

    private void feedback(JsonNode feedback) {
        var reason = feedback.path("blockReason").asText("");
        if (!reason.isEmpty()) {
            blocked =
                    feedback.path("blockReasonMessage")
                            .asText("The provider blocked the prompt: " + reason + ".");
        }
    }

    private void turnTo(int index, Consumer<ChatEvent> events) {
        if (index != current) {
            current = index;
            events.accept(new ChatEvent.Choice(index));
        }
    }
}
