package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import io.smoothllm.proxy.dialect.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Reads along while a call's arguments come in fragments: nothing else says when they are over,
/// and clients give up on what is no JSON.
final class ArgumentsCheck {
    private final JsonParser json;
    private final ByteArrayFeeder feeder;
    private int depth;
    private boolean begun;
    private boolean complete;

    ArgumentsCheck() {
        try {
            json = Json.FACTORY.createNonBlockingByteArrayParser();
            feeder = (ByteArrayFeeder) json.getNonBlockingInputFeeder();
        } catch (IOException e) {
            throw new IllegalStateException("A parser without input reads nothing", e);
        }
    }

    /// @return false when this cannot become one JSON object any more
    boolean accepts(String fragment) {
        if (fragment.isEmpty()) {
            return true;
        }
        var bytes = fragment.getBytes(StandardCharsets.UTF_8);
        try {
            feeder.feedInput(bytes, 0, bytes.length);
            for (var token = json.nextToken();
                    token != JsonToken.NOT_AVAILABLE;
                    token = json.nextToken()) {
                if (complete || (!begun && token != JsonToken.START_OBJECT)) {
                    return false;
                }
                begun = true;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                complete = depth == 0;
            }
            return true;
        } catch (JsonProcessingException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory cannot fail to be read", e);
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
