package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.smoothllm.proxy.dialect.Json;
import java.io.IOException;

/// Reads along while a call's arguments come in fragments: nothing else says when they are over,
/// and clients give up on what is no JSON.
final class ArgumentsCheck {
    private final StringBuilder text = new StringBuilder();
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean begun;
    private boolean complete;

    /// @return false when this cannot become one JSON object any more
    boolean accepts(String fragment) {
        for (int i = 0; i < fragment.length(); i++) {
            char c = fragment.charAt(i);
            if (!begun || complete) {
                if (Character.isWhitespace(c)) {
                    continue;
                }
                if (complete || c != '{') {
                    return false;
                }
                begun = true;
            }
            text.append(c);
            follow(c);
            if (complete && !isObject()) {
                return false;
            }
        }
        return true;
    }

    private void follow(char c) {
        if (inString) {
            inString = escaped || c != '"';
            escaped = !escaped && c == '\\';
            return;
        }
        switch (c) {
            case '"' -> inString = true;
            case '{', '[' -> depth++;
            case '}', ']' -> complete = --depth == 0;
            default -> {}
        }
    }

    /// By the brackets it is; only a parser knows the rest.
    private boolean isObject() {
        try (var json = Json.FACTORY.createParser(text.toString())) {
            json.nextToken();
            json.skipChildren();
            return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("Text in memory cannot fail to be read", e);
        }
    }

    /// Whether any of it came but white space.
    boolean isBegun() {
        return begun;
    }

    boolean isComplete() {
        return complete;
    }
}
