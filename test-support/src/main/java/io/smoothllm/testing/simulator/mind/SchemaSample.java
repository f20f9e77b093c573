package io.smoothllm.testing.simulator.mind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;

/// A JSON object that follows a JSON schema, as a model would write it: with escapes, quotes and
/// characters of two to four bytes in its strings, and an integer that a double cannot hold.
///
/// Knows `enum`, `const`, `default`, `properties`, `items`, `anyOf`, `oneOf`, `allOf`, `$ref`
/// within the document, `minimum`, `maximum`, `maxLength`; a `pattern` or a `format` is not
/// followed.
final class SchemaSample {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEPTH = 8;
    private static final BigInteger BEYOND_DOUBLE = new BigInteger("9007199254740993");

    /// The smile is written as an escape, as some models do; it is one character all the same.
    private static final String SMILE = "🙂";
    private static final String ESCAPED_SMILE = "\\ud83d\\ude42";

    private final JsonNode root;

    private SchemaSample(JsonNode root) {
        this.root = root;
    }

    /// @param schema null = no arguments
    static String of(JsonNode schema) {
        if (schema == null) {
            return "{}";
        }
        try {
            var sample = new SchemaSample(schema).value(schema, "value", DEPTH);
            return JSON.writeValueAsString(sample).replace(SMILE, ESCAPED_SMILE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree is always JSON", e);
        }
    }

    private JsonNode value(JsonNode schema, String name, int depth) {
        if (depth == 0 || !schema.isObject()) {
            return NODES.nullNode();
        }
        for (var fixed : new String[] {"const", "default"}) {
            if (schema.has(fixed)) {
                return schema.get(fixed);
            }
        }
        if (schema.path("enum").path(0).isValueNode()) {
            return schema.path("enum").path(0);
        }
        if (schema.path("$ref").isTextual()) {
            return value(resolve(schema.path("$ref").textValue()), name, depth - 1);
        }
        for (var choice : new String[] {"anyOf", "oneOf"}) {
            if (schema.path(choice).isArray()) {
                return value(firstNotNull((ArrayNode) schema.get(choice)), name, depth - 1);
            }
        }
        return typed(schema, name, depth);
    }

    private JsonNode typed(JsonNode schema, String name, int depth) {
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, name, depth);
            case "integer" -> integer(schema);
            case "number" -> bounded(schema, 1.5);
            case "boolean" -> NODES.booleanNode(true);
            case "null" -> NODES.nullNode();
            default -> string(schema, name);
        };
    }

    private static String type(JsonNode schema) {
        var type = schema.path("type");
        if (type.isArray()) {
            for (var one : type) {
                if (!"null".equals(one.asText())) {
                    return one.asText();
                }
            }
        }
        if (type.isTextual()) {
            return type.textValue();
        }
        return schema.has("properties") || schema.has("allOf") ? "object" : "string";
    }

    private ObjectNode object(JsonNode schema, int depth) {
        var object = NODES.objectNode();
        for (var part : schema.path("allOf")) {
            if (value(part, "value", depth - 1) instanceof ObjectNode fields) {
                object.setAll(fields);
            }
        }
        schema.path("properties")
                .properties()
                .forEach(
                        field ->
                                object.set(
                                        field.getKey(),
                                        value(field.getValue(), field.getKey(), depth - 1)));
        return object;
    }

    private ArrayNode array(JsonNode schema, String name, int depth) {
        var array = NODES.arrayNode();
        int count = Math.clamp(schema.path("minItems").asInt(1), 1, 10);
        for (int i = 0; i < count; i++) {
            array.add(value(schema.path("items"), name, depth - 1));
        }
        return array;
    }

    private static JsonNode integer(JsonNode schema) {
        if (schema.has("minimum") || schema.has("maximum")) {
            return NODES.numberNode(bounded(schema, 7).asLong());
        }
        return NODES.numberNode(BEYOND_DOUBLE);
    }

    private static JsonNode bounded(JsonNode schema, double usual) {
        double value = Math.max(usual, schema.path("minimum").asDouble(usual));
        return NODES.numberNode(Math.min(value, schema.path("maximum").asDouble(value)));
    }

    private static JsonNode string(JsonNode schema, String name) {
        var text = name + " “Zürich” \"quoted\" \\ 東京\n" + SMILE;
        int limit = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        int length = text.codePointCount(0, text.length());
        return NODES.textNode(
                length <= limit ? text : text.substring(0, text.offsetByCodePoints(0, limit)));
    }

    /// Only within the document: `#/$defs/city`.
    private JsonNode resolve(String reference) {
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : NODES.missingNode();
    }

    private static JsonNode firstNotNull(ArrayNode choices) {
        for (var choice : choices) {
            if (!"null".equals(choice.path("type").asText())) {
                return choice;
            }
        }
        return NODES.missingNode();
    }
}
