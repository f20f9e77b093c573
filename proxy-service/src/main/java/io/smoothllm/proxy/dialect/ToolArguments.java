package io.smoothllm.proxy.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.io.IOException;

/// The arguments of a tool call in a conversation's past: a string that holds a JSON object.
public final class ToolArguments {
    private ToolArguments() {}

    /// The same text, so that key order and every digit stay; nothing, blank and `null` are `{}`.
    public static String checked(String text, String at) {
        if (text.isBlank() || text.strip().equals("null")) {
            return "{}";
        }
        try (var json = Json.FACTORY.createParser(text)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                json.skipChildren();
                if (json.nextToken() == null) {
                    return text.strip();
                }
            }
        } catch (JsonProcessingException e) {
            throw invalid(at);
        } catch (IOException e) {
            throw new IllegalStateException("Text in memory cannot fail to be read", e);
        }
        throw invalid(at);
    }

    private static ProblemException invalid(String at) {
        return new ProblemException(
                new Problem.InvalidRequest(at, "The arguments must be a JSON object."));
    }
}
