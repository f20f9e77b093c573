package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.math.BigDecimal;

/// The members of one object of a request, each checked for its type. Null and absent mean the same
/// to OpenAI.
///
/// @param path of the object with a dot behind it; empty for the body
record Fields(JsonNode object, String path) {
    boolean has(String name) {
        return object.hasNonNull(name);
    }

    JsonNode node(String name) {
        var value = object.path(name);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    /// The members of an object inside; none when it is not there.
    Fields inside(String name) {
        var value = node(name);
        if (!value.isMissingNode() && !value.isObject()) {
            throw invalid(name, "must be an object.");
        }
        return new Fields(value, path + name + ".");
    }

    JsonNode array(String name) {
        var value = node(name);
        if (!value.isMissingNode() && !value.isArray()) {
            throw invalid(name, "must be an array.");
        }
        return value;
    }

    String text(String name) {
        var value = node(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(name, "must be a string.");
        }
        return value.textValue();
    }

    String needed(String name) {
        var text = text(name);
        if (text == null) {
            throw invalid(name, "is missing.");
        }
        return text;
    }

    Boolean flag(String name) {
        var value = node(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isBoolean()) {
            throw invalid(name, "must be true or false.");
        }
        return value.booleanValue();
    }

    BigDecimal decimal(String name) {
        var value = node(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isNumber()) {
            throw invalid(name, "must be a number.");
        }
        return value.decimalValue();
    }

    Integer whole(String name, int least, int most) {
        var value = node(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw invalid(
                    name,
                    most == Integer.MAX_VALUE
                            ? "must be an integer of at least " + least + "."
                            : "must be an integer from " + least + " to " + most + ".");
        }
        return value.intValue();
    }

    /// @param must what is wrong with it, behind its name
    ProblemException invalid(String name, String must) {
        var param = path + name;
        return new ProblemException(new Problem.InvalidRequest(param, param + " " + must));
    }

    ProblemException unsupported(String name, String message) {
        return new ProblemException(new Problem.Unsupported(path + name, message));
    }
}
