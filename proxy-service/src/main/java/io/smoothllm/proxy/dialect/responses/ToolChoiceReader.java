package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.LinkedHashSet;

/// Reads `tool_choice`, whose forms are flat in this dialect.
final class ToolChoiceReader {
    private final OfferedTools offered;

    private ToolChoiceReader(OfferedTools offered) {
        this.offered = offered;
    }

    /// @return null when the client did not say
    static ToolChoice read(JsonNode choice, OfferedTools offered) {
        if (choice.isMissingNode()) {
            return null;
        }
        return choice.isTextual()
                ? word(choice.textValue())
                : new ToolChoiceReader(offered).object(new Fields(choice, "tool_choice."));
    }

    private static ToolChoice word(String word) {
        return switch (word) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required" -> new ToolChoice.Required();
            default ->
                    throw new ProblemException(
                            new Problem.InvalidRequest(
                                    "tool_choice",
                                    "tool_choice must be auto, none, required or a tool."));
        };
    }

    private ToolChoice object(Fields choice) {
        return "allowed_tools".equals(choice.text("type"))
                ? allowed(choice)
                : new ToolChoice.Named(tool(choice));
    }

    private ToolChoice allowed(Fields choice) {
        var names = new LinkedHashSet<String>();
        var tools = choice.array("tools");
        for (int i = 0; i < tools.size(); i++) {
            names.add(tool(new Fields(tools.get(i), choice.path() + "tools[" + i + "].")));
        }
        var mode = choice.text("mode");
        return switch (mode == null ? "auto" : mode) {
            case "auto" -> new ToolChoice.Allowed(names, false);
            case "required" -> new ToolChoice.Allowed(names, true);
            default -> throw choice.invalid("mode", "must be auto or required.");
        };
    }

    /// The name of an offered tool, in the neutral form.
    private String tool(Fields choice) {
        var type = choice.needed("type");
        if (!type.equals("function") && !type.equals("custom")) {
            throw choice.unsupported(
                    "type", "This model can be told to use functions and custom tools only.");
        }
        var name = OfferedTools.neutral(choice.text("namespace"), choice.needed("name"));
        if (!offered.clients().containsKey(name)) {
            throw choice.invalid("name", "must be the name of one of the tools.");
        }
        return name;
    }
}
