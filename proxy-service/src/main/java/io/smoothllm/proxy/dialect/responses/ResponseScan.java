package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.Json;
import java.io.IOException;

/// What an object `response` says about its call.
///
/// @param output whether it has one; without, it is no response
/// @param tokens null when it has no usage
/// @param error null when it has none
record ResponseScan(boolean output, TokenCounts tokens, JsonNode error) {
    /// @throws IOException when it is not one JSON object
    static ResponseScan of(byte[] bytes) throws IOException {
        try (var json = Json.FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("A response is a JSON object");
            }
            var response = of(json);
            if (json.nextToken() != null) {
                throw new IOException("There is more behind the response");
            }
            return response;
        }
    }

    /// @param json stands at the start of the object; afterwards at its end
    /// @return null when it is no object
    static ResponseScan of(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        boolean output = false;
        TokenCounts tokens = null;
        JsonNode error = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var field = json.currentName();
            var value = json.nextToken();
            switch (field) {
                case "output" -> {
                    output = value == JsonToken.START_ARRAY;
                    json.skipChildren();
                }
                case "usage" -> tokens = Usage.read(Json.MAPPER.readTree(json));
                case "error" ->
                        error = value == JsonToken.VALUE_NULL ? null : Json.MAPPER.readTree(json);
                default -> json.skipChildren();
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("A response ends in the middle");
        }
        return new ResponseScan(output, tokens, error);
    }
}
