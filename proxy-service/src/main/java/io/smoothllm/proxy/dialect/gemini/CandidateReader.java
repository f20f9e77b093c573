package io.smoothllm.proxy.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatEvent.Finish;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.UUID;
import java.util.function.Consumer;

/// Reads the pieces of one candidate. What a tool on Google's side did is not the client's to
/// execute, so it is not shown; unknown parts are passed over.
final class CandidateReader {
    private final String provider;
    private int calls;
    private boolean thinking;
    private boolean hasContent;

    /// Null until the provider says; some models say it with every piece.
    private String reason;

    private String explanation;

    CandidateReader(String provider) {
        this.provider = provider;
    }

    /// @throws ProblemException [Problem.Refused] when generation failed, or gave what no client
    ///     could be shown
    void read(JsonNode candidate, Consumer<ChatEvent> events) {
        for (var part : candidate.path("content").path("parts")) {
            part(part, events);
        }
        var probabilities = LogProbsReader.read(candidate.path("logprobsResult"));
        if (!probabilities.isEmpty()) {
            events.accept(new ChatEvent.LogProbs(probabilities));
        }
        var said = candidate.path("finishReason").asText("");
        if (!said.isEmpty() && !said.equals("FINISH_REASON_UNSPECIFIED")) {
            reason = said;
            explanation = candidate.path("finishMessage").asText("");
            if (isFailure(said)) {
                throw failed();
            }
        }
    }

    boolean isFinished() {
        return reason != null;
    }

    void finish(Consumer<ChatEvent> events) {
        var finish = finish();
        if (finish == Finish.REFUSED) {
            events.accept(
                    new ChatEvent.Refusal(
                            explanation.isEmpty()
                                    ? "The provider stopped the answer: " + reason + "."
                                    : explanation));
        }
        events.accept(new ChatEvent.Finished(finish));
    }

    /// @throws ProblemException [Problem.Refused] for an unknown reason that came with nothing
    private Finish finish() {
        return switch (reason) {
            case "STOP" -> calls > 0 ? Finish.TOOL_CALLS : Finish.STOP;
            // Continuing by token is not ours to do.
            case "MAX_TOKENS", "CONTINUATION" -> Finish.LENGTH;
            case "SAFETY",
                    "RECITATION",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "LANGUAGE",
                    "MODEL_ARMOR",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" ->
                    Finish.REFUSED;
            default -> {
                if (!hasContent) {
                    throw failed();
                }
                yield calls > 0 ? Finish.TOOL_CALLS : Finish.STOP;
            }
        };
    }

    /// What is there is of no use, or not what was asked for: an error says so.
    private static boolean isFailure(String reason) {
        return switch (reason) {
            case "MALFORMED_FUNCTION_CALL",
                    "UNEXPECTED_TOOL_CALL",
                    "TOO_MANY_TOOL_CALLS",
                    "MISSING_THOUGHT_SIGNATURE",
                    "MALFORMED_RESPONSE",
                    "OTHER",
                    "NO_IMAGE",
                    "IMAGE_OTHER" ->
                    true;
            default -> false;
        };
    }

    private ProblemException failed() {
        return refused(
                "The model's answer failed: "
                        + reason
                        + (explanation.isEmpty() ? "." : ": " + explanation));
    }

    private ProblemException refused(String message) {
        return new ProblemException(
                new Problem.Refused(provider, 502, null, null, null, message, null));
    }

    private void part(JsonNode part, Consumer<ChatEvent> events) {
        var signature = part.path("thoughtSignature").asText("");
        if (part.path("functionCall").isObject()) {
            signed(signature, events);
            call(part.path("functionCall"), events);
        } else if (part.path("text").isTextual()) {
            text(part, signature, events);
        } else if (part.has("inlineData") || part.has("fileData")) {
            throw refused(
                    "The model answered with a picture or a sound, which this API cannot carry.");
        }
    }

    /// Around function calls signatures must come back; on a text they need not, and a client that
    /// did not ask for thoughts would not know what it is. So one that follows a thought is passed
    /// on with it, any other of a text is not.
    private void text(JsonNode part, String signature, Consumer<ChatEvent> events) {
        var text = part.path("text").textValue();
        if (part.path("thought").asBoolean(false)) {
            thought(text, signature, events);
            return;
        }
        if (thinking) {
            signed(signature, events);
        }
        if (!text.isEmpty()) {
            thinking = false;
            hasContent = true;
            events.accept(new ChatEvent.Text(text));
        }
    }

    private void thought(String text, String signature, Consumer<ChatEvent> events) {
        if (!text.isEmpty()) {
            thinking = true;
            events.accept(new ChatEvent.Thought(text));
        }
        if (thinking) {
            signed(signature, events);
        }
    }

    private void signed(String signature, Consumer<ChatEvent> events) {
        if (!signature.isEmpty()) {
            thinking = false;
            events.accept(
                    new ChatEvent.ThoughtSigned(new Signature(Signature.Maker.GEMINI, signature)));
        }
    }

    /// Arrives whole. Older models give no id.
    private void call(JsonNode call, Consumer<ChatEvent> events) {
        var name = call.path("name").asText("");
        if (name.isEmpty()) {
            throw new ProblemException(new Problem.Garbled(provider));
        }
        var id = call.path("id").asText("");
        events.accept(
                new ChatEvent.CallStarted(
                        calls,
                        id.isEmpty() ? "call_" + UUID.randomUUID().toString().replace("-", "") : id,
                        name));
        var arguments = call.path("args");
        events.accept(
                new ChatEvent.CallArguments(
                        calls, arguments.isObject() ? arguments.toString() : "{}"));
        calls++;
        thinking = false;
        hasContent = true;
    }
}
