package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatRequest.Tool;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.responses.OfferedTools.ClientName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `tools`. Functions and custom tools, in namespaces or not, are run by the client and so
/// can be offered by any model; all others are run by OpenAI, and refused.
///
/// A custom tool becomes a function of one text. A grammar it must keep to can only be told to the
/// model, which may not keep to it. (Codex edits files by such a tool, and has one namespace for
/// each of its MCP servers.)
final class ToolReader {
    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Map<String, ClientName> clients = new HashMap<>();
    private final List<String> ignored;

    /// @param ignored gets the hints that are left out
    ToolReader(List<String> ignored) {
        this.ignored = ignored;
    }

    void add(JsonNode list, String at) {
        for (int i = 0; i < list.size(); i++) {
            var tool = new Fields(list.get(i), at + "[" + i + "].");
            if ("namespace".equals(tool.text("type"))) {
                namespace(tool);
            } else {
                offer(null, tool);
            }
        }
    }

    OfferedTools read() {
        return new OfferedTools(List.copyOf(tools.values()), clients);
    }

    private void namespace(Fields namespace) {
        var name = namespace.needed("name");
        if (namespace.has("description")) {
            ignored.add(namespace.path() + "description");
        }
        var members = namespace.array("tools");
        for (int i = 0; i < members.size(); i++) {
            offer(name, new Fields(members.get(i), namespace.path() + "tools[" + i + "]."));
        }
    }

    private void offer(String namespace, Fields tool) {
        var type = tool.text("type");
        boolean custom = "custom".equals(type);
        if (!custom && !"function".equals(type)) {
            throw tool.unsupported(
                    "type",
                    "This model takes tools of type function, custom and namespace only; the"
                            + " provider runs no tools of its own.");
        }
        var client = new ClientName(custom, namespace, tool.needed("name"));
        var neutral = OfferedTools.neutral(namespace, client.name());
        var before = clients.put(neutral, client);
        if (before != null && !before.equals(client)) {
            throw tool.invalid("name", "is the name of two tools.");
        }
        tools.put(neutral, custom ? custom(tool, neutral) : function(tool, neutral));
    }

    private static Tool function(Fields tool, String name) {
        return new Tool(
                name,
                tool.text("description"),
                schema(tool.node("parameters")),
                tool.flag("strict"),
                ContentReader.cacheControl(tool.object()));
    }

    private static JsonNode schema(JsonNode parameters) {
        if (parameters.isObject() && !parameters.isEmpty()) {
            return parameters;
        }
        var nothing = Json.MAPPER.createObjectNode().put("type", "object");
        nothing.putObject("properties");
        return nothing;
    }

    private static Tool custom(Fields tool, String name) {
        return new Tool(
                name,
                description(tool),
                inputSchema(),
                null,
                ContentReader.cacheControl(tool.object()));
    }

    private static String description(Fields tool) {
        var said = new StringBuilder();
        if (tool.has("description")) {
            said.append(tool.text("description")).append("\n\n");
        }
        said.append("The whole text goes into the argument `input`.");
        var format = tool.inside("format");
        if ("grammar".equals(format.text("type"))) {
            said.append(" It must match this ")
                    .append(format.needed("syntax"))
                    .append(" grammar:\n\n")
                    .append(format.needed("definition"));
        }
        return said.toString();
    }

    private static ObjectNode inputSchema() {
        var schema = Json.MAPPER.createObjectNode().put("type", "object");
        schema.putObject("properties").putObject(OfferedTools.INPUT).put("type", "string");
        schema.putArray("required").add(OfferedTools.INPUT);
        return schema.put("additionalProperties", false);
    }
}
