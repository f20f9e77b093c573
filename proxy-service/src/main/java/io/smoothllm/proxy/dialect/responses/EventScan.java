package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.TextSample;
import java.io.IOException;

/// What an event of a stream says about its call. Reads tokens; builds a tree of nothing but an
/// error and the usage, so that a delta costs no objects.
///
/// @param type null when it has none
/// @param number in the stream; -1 when it has none
/// @param response what stands in `response`; null when there is none
/// @param error the error inside; null when there is none
/// @param code of an error that stands in the event itself, as are `message` and `param`
record EventScan(
        String type,
        long number,
        ResponseScan response,
        JsonNode error,
        String code,
        String message,
        String param) {

    /// @param content gets what is said
    /// @throws IOException when it is not one JSON object
    static EventScan of(byte[] bytes, int from, int length, TextSample content) throws IOException {
        try (var json = Json.FACTORY.createParser(bytes, from, length)) {
            return new Reader(json, content).read();
        }
    }

    private static final class Reader {
        private final JsonParser json;
        private final TextSample content;
        private String type;
        private long number = -1;
        private ResponseScan response;
        private JsonNode error;
        private String code;
        private String message;
        private String param;

        Reader(JsonParser json, TextSample content) {
            this.json = json;
            this.content = content;
        }

        EventScan read() throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("An event is a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                field(json.currentName(), json.nextToken());
            }
            if (json.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("An event ends in the middle");
            }
            return new EventScan(type, number, response, error, code, message, param);
        }

        private void field(String name, JsonToken value) throws IOException {
            switch (name) {
                case "type" -> type = text(value);
                case "sequence_number" -> {
                    if (value == JsonToken.VALUE_NUMBER_INT) {
                        number = json.getLongValue();
                    }
                }
                case "delta" -> {
                    if (value == JsonToken.VALUE_STRING) {
                        content.add(
                                json.getTextCharacters(),
                                json.getTextOffset(),
                                json.getTextLength());
                    } else {
                        json.skipChildren();
                    }
                }
                case "response" -> response = ResponseScan.of(json);
                case "error" ->
                        error = value == JsonToken.VALUE_NULL ? null : Json.MAPPER.readTree(json);
                case "code" -> code = text(value);
                case "message" -> message = text(value);
                case "param" -> param = text(value);
                default -> json.skipChildren();
            }
        }

        private String text(JsonToken value) throws IOException {
            if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                return json.getText();
            }
            json.skipChildren();
            return null;
        }
    }
}
