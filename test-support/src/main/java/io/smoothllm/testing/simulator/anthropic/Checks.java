package io.smoothllm.testing.simulator.anthropic;

import static io.smoothllm.testing.simulator.anthropic.AnthropicErrors.badRequest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// The small checks all the others are made of, in the real one's words: path, colon, complaint.
final class Checks {
    private Checks() {}

    static void onlyFields(JsonNode object, Set<String> known, String path) {
        object.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                throw badRequest(
                                        inside(path, name) + ": Extra inputs are not permitted");
                            }
                        });
    }

    static JsonNode required(JsonNode object, String name, String path) {
        if (!object.has(name)) {
            throw badRequest(inside(path, name) + ": Field required");
        }
        return object.get(name);
    }

    static String string(JsonNode object, String name, String path) {
        var value = required(object, name, path);
        if (!value.isTextual()) {
            throw badRequest(inside(path, name) + ": Input should be a valid string");
        }
        return value.textValue();
    }

    static JsonNode object(JsonNode object, String name, String path) {
        var value = required(object, name, path);
        if (!value.isObject()) {
            throw badRequest(inside(path, name) + ": Input should be a valid dictionary");
        }
        return value;
    }

    static JsonNode list(JsonNode object, String name, String path) {
        var value = required(object, name, path);
        if (!value.isArray()) {
            throw badRequest(inside(path, name) + ": Input should be a valid list");
        }
        return value;
    }

    static void optionalBoolean(JsonNode object, String name, String path) {
        if (object.has(name) && !object.get(name).isBoolean()) {
            throw badRequest(inside(path, name) + ": Input should be a valid boolean");
        }
    }

    static void oneOf(String value, Set<String> allowed, String path) {
        if (!allowed.contains(value)) {
            throw badRequest(
                    path
                            + ": Input should be one of "
                            + String.join(", ", allowed)
                            + ", not '"
                            + value
                            + "'");
        }
    }

    static String inside(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
