package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Amount;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Level;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.ChatRequest.Sampling;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A request in the neutral form. What needs a provider that itself speaks Responses (its memory,
/// its own tools) is refused by its name; every other field without a word in the neutral form is
/// a hint, left out and reported.
final class RequestReader {
    /// @param echo the members of every answer that only repeat the request
    record Understood(ChatRequest chat, OfferedTools tools, ResponseDocument.Echo echo) {}

    /// What only a provider with a memory, or with more than a model, can do.
    private static final Map<String, String> PROVIDERS_OWN =
            Map.of(
                    "previous_response_id",
                    "This model's provider stores no responses; send the conversation as input.",
                    "conversation",
                    "This model's provider stores no conversations; send the conversation as input.",
                    "prompt",
                    "This model's provider stores no prompts; send instructions and input.",
                    "moderation",
                    "This model's provider moderates no responses.");

    /// Those that are read here; `store` asks for nothing that a client could notice to be missing.
    private static final Set<String> UNDERSTOOD =
            Set.of(
                    "background",
                    "include",
                    "input",
                    "instructions",
                    "max_output_tokens",
                    "metadata",
                    "model",
                    "parallel_tool_calls",
                    "prompt_cache_key",
                    "reasoning",
                    "safety_identifier",
                    "service_tier",
                    "store",
                    "stream",
                    "temperature",
                    "text",
                    "tool_choice",
                    "tools",
                    "top_logprobs",
                    "top_p",
                    "truncation",
                    "user");

    private static final String LOGPROBS = "message.output_text.logprobs";
    private static final int MOST_LOGPROBS = 20;

    private final Fields root;
    private final List<String> ignored = new ArrayList<>();

    private RequestReader(JsonNode root) {
        this.root = new Fields(root, "");
    }

    /// @throws ProblemException [Problem.InvalidRequest] or [Problem.Unsupported]
    static Understood read(ResponsesEnvelope envelope) {
        return new RequestReader(Json.known(envelope.body())).read(envelope.streamed());
    }

    private Understood read(boolean streamed) {
        refuseWhatIsTheProvidersOwn();
        reportHints();
        var tools = new ToolReader(ignored);
        tools.add(root.array("tools"), "tools");
        var messages = messages(tools);
        var offered = tools.read();
        var chat =
                new ChatRequest(
                        messages,
                        new ChatRequest.Tools(
                                offered.tools(),
                                ToolChoiceReader.read(root.node("tool_choice"), offered),
                                !Boolean.FALSE.equals(root.flag("parallel_tool_calls"))),
                        root.whole("max_output_tokens", 1, Integer.MAX_VALUE),
                        1,
                        logProbs(),
                        sampling(),
                        reasoning(root.inside("reasoning")),
                        outputFormat(root.inside("text").inside("format")),
                        labels(),
                        streamed,
                        List.copyOf(ignored));
        return new Understood(chat, offered, ResponseDocument.Echo.of(root.object()));
    }

    private void refuseWhatIsTheProvidersOwn() {
        PROVIDERS_OWN.forEach(
                (name, message) -> {
                    if (root.has(name)) {
                        throw root.unsupported(name, message);
                    }
                });
        if (Boolean.TRUE.equals(root.flag("background"))) {
            throw root.unsupported(
                    "background", "This model's provider answers in the foreground only.");
        }
    }

    private void reportHints() {
        root.object()
                .fieldNames()
                .forEachRemaining(
                        name -> {
                            if (root.has(name) && !UNDERSTOOD.contains(name)) {
                                ignored.add(name);
                            }
                        });
        if ("auto".equals(root.text("truncation"))) {
            ignored.add("truncation");
        }
        for (var hint : List.of("context", "mode")) {
            if (root.inside("reasoning").has(hint)) {
                ignored.add("reasoning." + hint);
            }
        }
    }

    private List<Message> messages(ToolReader tools) {
        var messages = new ArrayList<Message>();
        var instructions = root.text("instructions");
        if (instructions != null && !instructions.isEmpty()) {
            messages.add(new Message(Role.SYSTEM, List.of(new Part.Text(instructions, null))));
        }
        var input = root.node("input");
        if (input.isTextual()) {
            messages.add(new Message(Role.USER, List.of(new Part.Text(input.textValue(), null))));
        } else {
            messages.addAll(new InputReader(tools).read(input));
        }
        return messages;
    }

    /// The other things that can be included come from tools of the provider's own, which are
    /// refused; reasoning is always encrypted, asked for or not.
    private Integer logProbs() {
        boolean wanted = false;
        for (var included : root.array("include")) {
            wanted |= included.asText().equals(LOGPROBS);
        }
        var alternatives = root.whole("top_logprobs", 0, MOST_LOGPROBS);
        if (!wanted) {
            return null;
        }
        return alternatives == null ? 0 : alternatives;
    }

    private Sampling sampling() {
        return new Sampling(
                root.decimal("temperature"),
                root.decimal("top_p"),
                null,
                null,
                null,
                null,
                List.of());
    }

    private static Reasoning reasoning(Fields reasoning) {
        boolean shown = reasoning.has("summary") || reasoning.has("generate_summary");
        var effort = reasoning.text("effort");
        return effort == null && !shown
                ? null
                : new Reasoning(amount(effort, reasoning), shown ? true : null);
    }

    private static Amount amount(String effort, Fields reasoning) {
        if (effort == null) {
            return null;
        }
        if (effort.equals("none")) {
            return new Amount.Off();
        }
        try {
            return new Amount.Effort(Level.valueOf(effort.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw reasoning.invalid(
                    "effort", "must be one of none, minimal, low, medium, high, xhigh, max.");
        }
    }

    private static OutputFormat outputFormat(Fields format) {
        var type = format.text("type");
        return switch (type == null ? "text" : type) {
            case "text" -> null;
            case "json_object" -> new OutputFormat.AnyJson();
            case "json_schema" -> {
                if (!format.node("schema").isObject()) {
                    throw format.invalid("schema", "must be a JSON schema.");
                }
                yield new OutputFormat.Matching(
                        format.text("name"),
                        format.text("description"),
                        format.node("schema"),
                        format.flag("strict"));
            }
            default -> throw format.invalid("type", "must be text, json_object or json_schema.");
        };
    }

    private ChatRequest.Labels labels() {
        var identifier = root.text("safety_identifier");
        var metadata = root.inside("metadata").object();
        return new ChatRequest.Labels(
                identifier == null ? root.text("user") : identifier,
                root.text("service_tier"),
                root.inside("text").text("verbosity"),
                root.text("prompt_cache_key"),
                metadata.isObject() ? metadata : null);
    }
}
