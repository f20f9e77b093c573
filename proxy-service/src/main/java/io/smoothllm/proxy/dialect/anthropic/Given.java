package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// A value in a client's request and the path to it, so that a refusal can name it. Null counts as
/// absent: most members of the API's types are optional and nullable alike.
record Given(JsonNode value, String at) {
    static Given root(JsonNode body) {
        return new Given(body, "");
    }

    Given member(String name) {
        return new Given(value.path(name), at.isEmpty() ? name : at + "." + name);
    }

    boolean isAbsent() {
        return value.isMissingNode() || value.isNull();
    }

    /// The elements of an array; none when absent.
    List<Given> elements() {
        if (isAbsent()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw invalid("This must be an array.");
        }
        var elements = new ArrayList<Given>(value.size());
        for (int i = 0; i < value.size(); i++) {
            elements.add(new Given(value.get(i), at + "[" + i + "]"));
        }
        return elements;
    }

    /// Null when absent.
    String text() {
        return isAbsent() ? null : requiredText();
    }

    String requiredText() {
        if (!value.isTextual()) {
            throw invalid("This must be a string.");
        }
        return value.textValue();
    }

    /// An object; an empty one when absent.
    Given object() {
        if (!isAbsent() && !value.isObject()) {
            throw invalid("This must be an object.");
        }
        return this;
    }

    /// The `type` of an object; empty when it has none.
    String type() {
        return value.path("type").asText("");
    }

    /// Null when absent.
    BigDecimal decimal() {
        if (isAbsent()) {
            return null;
        }
        if (!value.isNumber()) {
            throw invalid("This must be a number.");
        }
        return value.decimalValue();
    }

    /// Null when absent.
    Integer number() {
        if (isAbsent()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw invalid("This must be a whole number.");
        }
        return value.intValue();
    }

    /// Null when absent.
    Boolean flag() {
        if (isAbsent()) {
            return null;
        }
        if (!value.isBoolean()) {
            throw invalid("This must be true or false.");
        }
        return value.booleanValue();
    }

    /// The prompt-cache marker of a block or tool, verbatim; null = none.
    JsonNode cacheControl() {
        var marker = value.path("cache_control");
        return marker.isObject() ? marker : null;
    }

    ProblemException invalid(String message) {
        return new ProblemException(new Problem.InvalidRequest(at, message));
    }

    ProblemException unsupported(String message) {
        return new ProblemException(new Problem.Unsupported(at, message));
    }
}
