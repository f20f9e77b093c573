package io.smoothllm.proxy.dialect.anthropic;

import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Amount;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning.Level;
import io.smoothllm.proxy.dialect.ChatRequest.Sampling;
import io.smoothllm.proxy.dialect.ChatRequest.Tool;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.ChatRequest.Tools;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A Messages request in the neutral form (type `MessageCreateParams`). What would change the
/// answer and cannot be said in another dialect is refused with its name; every other field is a
/// hint, left out and reported.
final class RequestReader {
    private static final Set<String> UNDERSTOOD =
            Set.of(
                    "model",
                    "messages",
                    "system",
                    "max_tokens",
                    "stream",
                    "temperature",
                    "top_p",
                    "top_k",
                    "stop_sequences",
                    "metadata",
                    "service_tier",
                    "thinking",
                    "tools",
                    "tool_choice",
                    "output_config",
                    "output_format");

    /// With the reason why they cannot be left out.
    private static final Map<String, String> REFUSED =
            Map.of(
                    "container", "This model has no container to run in.",
                    "mcp_servers", "This model connects to no MCP servers.",
                    "inference_geo", "Nothing is known about where this model runs.");

    private final Given root;
    private final boolean streamed;
    private final Set<String> ignored = new LinkedHashSet<>();

    private RequestReader(Given root, boolean streamed) {
        this.root = root;
        this.streamed = streamed;
    }

    /// @throws ProblemException [Problem.InvalidRequest] or [Problem.Unsupported]
    static ChatRequest read(MessagesEnvelope envelope) {
        return new RequestReader(Given.root(Json.known(envelope.body())), envelope.streamed())
                .read();
    }

    private ChatRequest read() {
        root.value().fieldNames().forEachRemaining(this::refuseOrReport);
        return new ChatRequest(
                new ContentReader(ignored).read(root.member("system"), root.member("messages")),
                tools(),
                maxTokens(),
                1,
                null,
                sampling(),
                reasoning(),
                outputFormat(),
                labels(),
                streamed,
                List.copyOf(ignored));
    }

    private void refuseOrReport(String field) {
        var given = root.member(field);
        if (given.isAbsent() || UNDERSTOOD.contains(field)) {
            return;
        }
        if (field.equals("thread")) {
            // By this code the SDK's tool runner knows to send the conversation whole.
            throw new ProblemException(
                    new Problem.Unsupported(
                            "thread",
                            "The conversation must be sent whole; it is kept nowhere.",
                            "thread_unsupported_request"));
        }
        if (REFUSED.containsKey(field) && !(given.value().isArray() && given.value().isEmpty())) {
            throw given.unsupported(REFUSED.get(field));
        }
        ignored.add(field);
    }

    /// 0 fills Anthropic's prompt cache and answers nothing; others have no such call.
    private Integer maxTokens() {
        var limit = root.member("max_tokens");
        var number = limit.number();
        if (number == 0) {
            throw limit.unsupported(
                    "This model's cache cannot be warmed; ask for a token or more.");
        }
        return number;
    }

    private Tools tools() {
        var choice = root.member("tool_choice").object();
        var sequential = choice.member("disable_parallel_tool_use").flag();
        return new Tools(offered(), choice(choice), !Boolean.TRUE.equals(sequential));
    }

    private List<Tool> offered() {
        var offered = new ArrayList<Tool>();
        for (var tool : root.member("tools").elements()) {
            if (!tool.type().isEmpty() && !tool.type().equals("custom")) {
                throw tool.member("type")
                        .unsupported(
                                "The tool '"
                                        + tool.type()
                                        + "' is Anthropic's own; this model takes tools with a"
                                        + " schema only.");
            }
            for (var hint :
                    List.of(
                            "defer_loading",
                            "input_examples",
                            "allowed_callers",
                            "eager_input_streaming")) {
                if (!tool.member(hint).isAbsent()) {
                    ignored.add("tools." + hint);
                }
            }
            var schema = tool.member("input_schema");
            if (!schema.value().isObject()) {
                throw schema.invalid("A tool needs a JSON schema for its input.");
            }
            offered.add(
                    new Tool(
                            tool.member("name").requiredText(),
                            tool.member("description").text(),
                            schema.value(),
                            tool.member("strict").flag(),
                            tool.cacheControl()));
        }
        return offered;
    }

    private static ToolChoice choice(Given choice) {
        if (choice.isAbsent()) {
            return null;
        }
        return switch (choice.type()) {
            case "auto" -> new ToolChoice.Auto();
            case "any" -> new ToolChoice.Required();
            case "none" -> new ToolChoice.None();
            case "tool" -> new ToolChoice.Named(choice.member("name").requiredText());
            default -> throw choice.member("type").invalid("This must be auto, any, tool or none.");
        };
    }

    private Sampling sampling() {
        return new Sampling(
                root.member("temperature").decimal(),
                root.member("top_p").decimal(),
                root.member("top_k").number(),
                null,
                null,
                null,
                root.member("stop_sequences").elements().stream()
                        .map(Given::requiredText)
                        .toList());
    }

    /// `thinking` says whether, `output_config.effort` how hard. A budget is the more exact of the
    /// two.
    private Reasoning reasoning() {
        var thinking = root.member("thinking").object();
        var effort = effort(root.member("output_config").object().member("effort"));
        var amount = thinking.isAbsent() ? effort : amount(thinking, effort);
        if (effort != null && amount != effort) {
            ignored.add("output_config.effort");
        }
        return amount == null ? null : new Reasoning(amount, shown(thinking.member("display")));
    }

    /// @param effort null = not said
    private Amount amount(Given thinking, Amount effort) {
        return switch (thinking.type()) {
            case "enabled" -> new Amount.Budget(budget(thinking.member("budget_tokens")));
            case "disabled" -> new Amount.Off();
            case "adaptive" -> effort == null ? new Amount.Adaptive() : effort;
            case "between_tools" -> {
                ignored.add("thinking");
                yield effort;
            }
            default ->
                    throw thinking.member("type")
                            .invalid("This must be enabled, disabled, between_tools or adaptive.");
        };
    }

    private static int budget(Given tokens) {
        var number = tokens.number();
        if (number == null || number < 1) {
            throw tokens.invalid("This must be a whole number of 1 or more.");
        }
        return number;
    }

    private static Amount effort(Given effort) {
        return switch (effort.text()) {
            case null -> null;
            case "low" -> new Amount.Effort(Level.LOW);
            case "medium" -> new Amount.Effort(Level.MEDIUM);
            case "high" -> new Amount.Effort(Level.HIGH);
            case "xhigh" -> new Amount.Effort(Level.XHIGH);
            case "max" -> new Amount.Effort(Level.MAX);
            default -> throw effort.invalid("This must be low, medium, high, xhigh or max.");
        };
    }

    private static Boolean shown(Given display) {
        return switch (display.text()) {
            case null -> null;
            case "summarized" -> true;
            case "omitted" -> false;
            default -> throw display.invalid("This must be summarized or omitted.");
        };
    }

    /// `output_format` is what the beta of 2025 called it.
    private OutputFormat outputFormat() {
        var format = root.member("output_config").member("format").object();
        if (format.isAbsent()) {
            format = root.member("output_format").object();
        }
        if (format.isAbsent()) {
            return null;
        }
        var schema = format.member("schema");
        if (!format.type().equals("json_schema") || !schema.value().isObject()) {
            throw format.invalid("This must be a json_schema with a schema.");
        }
        return new OutputFormat.Matching(null, null, schema.value(), null);
    }

    private ChatRequest.Labels labels() {
        var tier = root.member("service_tier");
        return new ChatRequest.Labels(
                root.member("metadata").object().member("user_id").text(),
                switch (tier.text()) {
                    case null -> null;
                    case "auto" -> "auto";
                    case "standard_only" -> "default";
                    default -> throw tier.invalid("This must be auto or standard_only.");
                },
                null,
                null,
                null);
    }
}
