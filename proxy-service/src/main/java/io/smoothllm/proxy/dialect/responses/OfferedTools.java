package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smoothllm.proxy.dialect.ChatRequest.Tool;
import io.smoothllm.proxy.dialect.Json;
import java.util.List;
import java.util.Map;

/// The tools a client offers, and what each is called on either side: elsewhere there are no
/// namespaces, and no tools that take any text instead of a JSON object.
///
/// @param clients the client's names, by those of the neutral form
record OfferedTools(List<Tool> tools, Map<String, ClientName> clients) {
    /// The one argument of a function that stands for a custom tool.
    static final String INPUT = "input";

    /// OpenAI's limit for a function's name.
    private static final int LONGEST_NAME = 64;

    /// @param custom takes any text
    /// @param namespace null = none
    record ClientName(boolean custom, String namespace, String name) {}

    OfferedTools {
        tools = List.copyOf(tools);
        clients = Map.copyOf(clients);
    }

    /// A name that was never offered is a function's, as it is: models sometimes invent one.
    ClientName clientName(String neutral) {
        return clients.getOrDefault(neutral, new ClientName(false, null, neutral));
    }

    /// What a tool is called where there are no namespaces. One that is too long is cut the same
    /// way each time, so that a call in the past still meets its tool.
    ///
    /// @param namespace null = none
    static String neutral(String namespace, String name) {
        if (namespace == null || namespace.isEmpty()) {
            return name;
        }
        var joined = namespace.endsWith("__") ? namespace + name : namespace + "__" + name;
        if (joined.length() <= LONGEST_NAME) {
            return joined;
        }
        var hash = "_" + Integer.toHexString(joined.hashCode());
        return joined.substring(0, LONGEST_NAME - hash.length()) + hash;
    }

    /// The arguments of a function that stands for a custom tool.
    static String wrapped(String input) {
        return Json.MAPPER.createObjectNode().put(INPUT, input).toString();
    }

    /// The text in such arguments; they themselves when the model did not keep to the schema, or
    /// broke off.
    static String unwrapped(String arguments) {
        try {
            var input = Json.MAPPER.readTree(arguments).path(INPUT);
            return input.isTextual() ? input.textValue() : arguments;
        } catch (JsonProcessingException e) {
            return arguments;
        }
    }
}
