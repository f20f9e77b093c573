package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;

/// The members of a request, each checked to be of its type. Null and absent mean the same to
/// OpenAI.
///
/// Every method that has a type throws [io.smoothllm.proxy.problem.Problem.InvalidRequest] when the
/// member has another; null stands for one that was not given.
record Members(JsonNode root) {
    JsonNode given(String name) {
        var value = root.path(name);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    boolean has(String name) {
        return root.hasNonNull(name);
    }

    String text(String name) {
        if (has(name) && !root.path(name).isTextual()) {
            throw Refusals.invalid(name, name + " must be a string.");
        }
        return root.path(name).textValue();
    }

    boolean flag(String name, boolean otherwise) {
        if (has(name) && !root.path(name).isBoolean()) {
            throw Refusals.invalid(name, name + " must be true or false.");
        }
        return root.path(name).asBoolean(otherwise);
    }

    BigDecimal decimal(String name) {
        if (!has(name)) {
            return null;
        }
        if (!root.path(name).isNumber()) {
            throw Refusals.invalid(name, name + " must be a number.");
        }
        return root.path(name).decimalValue();
    }

    Long whole(String name) {
        if (!has(name)) {
            return null;
        }
        var value = root.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw Refusals.invalid(name, name + " must be an integer.");
        }
        return value.longValue();
    }

    Integer atLeast(int least, String name) {
        if (!has(name)) {
            return null;
        }
        var value = root.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least) {
            throw Refusals.invalid(
                    name,
                    name
                            + (least == 1
                                    ? " must be a positive integer."
                                    : " must be an integer of " + least + " or more."));
        }
        return value.intValue();
    }

    /// Missing when it was not given.
    JsonNode array(String name) {
        if (has(name) && !root.path(name).isArray()) {
            throw Refusals.invalid(name, name + " must be an array.");
        }
        return given(name);
    }

    JsonNode object(String name) {
        if (has(name) && !root.path(name).isObject()) {
            throw Refusals.invalid(name, name + " must be an object.");
        }
        return has(name) ? root.path(name) : null;
    }
}
