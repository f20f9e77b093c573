package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Amount;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Level;
import io.smoothllm.proxy.dialect.ChatRequest.Sampling;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A chat request in the neutral form. What would change the answer and has no word there is
/// refused with its name; what is only a hint is left out, and its name kept.
final class ChatRequestReader {
    private static final int MAX_TOP_LOGPROBS = 20;

    private final JsonNode root;
    private final Members members;

    private ChatRequestReader(JsonNode root) {
        this.root = root;
        this.members = new Members(root);
    }

    /// @throws ProblemException [Problem.InvalidRequest] or [Problem.Unsupported]
    static ChatRequest read(ChatEnvelope envelope) {
        return new ChatRequestReader(Json.known(envelope.body())).read(envelope.streamed());
    }

    private ChatRequest read(boolean streamed) {
        refuseWhatHasNoWord();
        var choices = members.atLeast(1, "n");
        return new ChatRequest(
                new ChatMessageReader().read(root.path("messages")),
                new ToolReader(members).read(),
                maxTokens(),
                choices == null ? 1 : choices,
                logProbs(),
                sampling(),
                reasoning(),
                outputFormat(members.given("response_format")),
                labels(),
                streamed,
                IgnoredFields.of(root));
    }

    private void refuseWhatHasNoWord() {
        for (var modality : members.given("modalities")) {
            if (!modality.asText().equals("text")) {
                throw Refusals.unsupported("modalities", "This model answers in text only.");
            }
        }
        if (members.has("web_search_options")) {
            throw Refusals.unsupported(
                    "web_search_options",
                    "This model does not search the web for chat completions.");
        }
    }

    /// `max_tokens` is the old name; if both are there, the new one counts.
    private Integer maxTokens() {
        return members.atLeast(
                1, members.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens");
    }

    private Integer logProbs() {
        var alternatives = members.atLeast(0, "top_logprobs");
        boolean wanted = members.flag("logprobs", false);
        if (alternatives == null) {
            return wanted ? 0 : null;
        }
        if (alternatives > MAX_TOP_LOGPROBS) {
            throw Refusals.invalid("top_logprobs", "top_logprobs must be 20 at most.");
        }
        if (!wanted && alternatives > 0) {
            throw Refusals.invalid("top_logprobs", "top_logprobs needs logprobs to be true.");
        }
        return wanted ? alternatives : null;
    }

    private Sampling sampling() {
        return new Sampling(
                members.decimal("temperature"),
                members.decimal("top_p"),
                members.atLeast(0, "top_k"),
                members.whole("seed"),
                members.decimal("presence_penalty"),
                members.decimal("frequency_penalty"),
                stop());
    }

    private List<String> stop() {
        var stop = members.given("stop");
        if (stop.isTextual()) {
            return List.of(stop.textValue());
        }
        var sequences = new ArrayList<String>();
        for (var sequence : members.array("stop")) {
            if (!sequence.isTextual()) {
                throw Refusals.invalid("stop", "stop must be a string or an array of strings.");
            }
            sequences.add(sequence.textValue());
        }
        return sequences;
    }

    private Reasoning reasoning() {
        var effort = members.text("reasoning_effort");
        if (effort == null) {
            return null;
        }
        if (effort.equals("none")) {
            return new Reasoning(new Amount.Off(), null);
        }
        try {
            return new Reasoning(
                    new Amount.Effort(Level.valueOf(effort.toUpperCase(Locale.ROOT))), null);
        } catch (IllegalArgumentException e) {
            throw Refusals.invalid(
                    "reasoning_effort",
                    "reasoning_effort must be one of none, minimal, low, medium, high, xhigh, max.");
        }
    }

    private static OutputFormat outputFormat(JsonNode format) {
        return switch (format.path("type").asText("text")) {
            case "text" -> null;
            case "json_object" -> new OutputFormat.AnyJson();
            case "json_schema" -> matching(format.path("json_schema"));
            default ->
                    throw Refusals.invalid(
                            "response_format.type",
                            "response_format.type must be text, json_object or json_schema.");
        };
    }

    private static OutputFormat matching(JsonNode format) {
        if (!format.path("schema").isObject()) {
            throw Refusals.invalid(
                    "response_format.json_schema.schema", "A JSON schema is needed.");
        }
        var strict = format.path("strict");
        return new OutputFormat.Matching(
                format.path("name").asText(null),
                format.path("description").asText(null),
                format.path("schema"),
                strict.isBoolean() ? strict.booleanValue() : null);
    }

    private ChatRequest.Labels labels() {
        var user = members.text("user");
        var identifier = members.text("safety_identifier");
        return new ChatRequest.Labels(
                identifier == null ? user : identifier,
                members.text("service_tier"),
                members.text("verbosity"),
                members.text("prompt_cache_key"),
                members.object("metadata"));
    }
}
