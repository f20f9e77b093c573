package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// Which JSON schemas OpenAI takes with `strict: true`: every object closed, every property
/// required, and no keyword outside a list (OpenAI's guide to structured outputs). One that does
/// not is refused with a 400; made to fit, it would mean something else.
final class StrictSchema {
    private static final Set<String> KEYWORDS =
            Set.of(
                    "$schema",
                    "$defs",
                    "definitions",
                    "$ref",
                    "title",
                    "description",
                    "type",
                    "properties",
                    "required",
                    "additionalProperties",
                    "items",
                    "anyOf",
                    "enum",
                    "const",
                    "pattern",
                    "format",
                    "multipleOf",
                    "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "minItems",
                    "maxItems");

    private static final Set<String> FORMATS =
            Set.of(
                    "date-time",
                    "time",
                    "date",
                    "duration",
                    "email",
                    "hostname",
                    "ipv4",
                    "ipv6",
                    "uuid");

    private StrictSchema() {}

    static boolean qualifies(JsonNode schema) {
        return is(schema, "object") && !schema.has("anyOf") && allows(schema);
    }

    private static boolean allows(JsonNode schema) {
        return schema.isObject()
                && knows(schema)
                && (schema.has("type")
                        || schema.has("anyOf")
                        || schema.has("$ref")
                        || schema.has("enum")
                        || schema.has("const"))
                && (!is(schema, "object") && !schema.has("properties") || isClosed(schema))
                && (!is(schema, "array") || allows(schema.path("items")))
                && allAllowed(schema.path("properties"))
                && allAllowed(schema.path("anyOf"))
                && allAllowed(schema.path("$defs"))
                && allAllowed(schema.path("definitions"));
    }

    private static boolean knows(JsonNode schema) {
        for (var field : schema.properties()) {
            if (!KEYWORDS.contains(field.getKey())) {
                return false;
            }
        }
        return !schema.has("format") || FORMATS.contains(schema.path("format").asText());
    }

    private static boolean isClosed(JsonNode schema) {
        var open = schema.path("additionalProperties");
        return open.isBoolean()
                && !open.booleanValue()
                && schema.path("properties").properties().stream()
                        .allMatch(property -> names(schema.path("required"), property.getKey()));
    }

    private static boolean allAllowed(JsonNode schemas) {
        for (var schema : schemas) {
            if (!allows(schema)) {
                return false;
            }
        }
        return true;
    }

    /// `type` is a name or an array of names.
    private static boolean is(JsonNode schema, String type) {
        return schema.path("type").asText().equals(type) || names(schema.path("type"), type);
    }

    private static boolean names(JsonNode array, String name) {
        for (var entry : array) {
            if (entry.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
