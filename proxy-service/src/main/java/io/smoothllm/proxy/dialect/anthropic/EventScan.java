package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.TextSample;
import java.io.IOException;

/// What an event of a Messages stream says about its call. Reads tokens, builds no tree but of
/// usage and errors.
///
/// @param type empty when there is none
/// @param stopped it has a stop reason
/// @param usage null when it has none
/// @param error the `error` member; null when it has none
record EventScan(String type, boolean stopped, JsonNode usage, JsonNode error) {

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
        private String type = "";
        private boolean stopped;
        private JsonNode usage;
        private JsonNode error;

        Reader(JsonParser json, TextSample content) {
            this.json = json;
            this.content = content;
        }

        EventScan read() throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("An event is a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var field = json.currentName();
                var value = json.nextToken();
                switch (field) {
                    case "type" -> type = json.getText();
                    case "usage" -> usage = tree();
                    case "message" -> message(value);
                    case "delta", "content_block" -> content(value);
                    case "error" -> error = value == JsonToken.VALUE_NULL ? null : tree();
                    default -> json.skipChildren();
                }
            }
            return new EventScan(type, stopped, usage, error);
        }

        private void message(JsonToken value) throws IOException {
            if (value != JsonToken.START_OBJECT) {
                json.skipChildren();
                return;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isUsage = json.currentName().equals("usage");
                json.nextToken();
                if (isUsage) {
                    usage = tree();
                } else {
                    json.skipChildren();
                }
            }
        }

        private void content(JsonToken value) throws IOException {
            if (value != JsonToken.START_OBJECT) {
                json.skipChildren();
                return;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var field = json.currentName();
                boolean isText = json.nextToken() == JsonToken.VALUE_STRING;
                switch (field) {
                    case "text", "thinking", "partial_json", "name" -> {
                        if (isText) {
                            said();
                        }
                    }
                    case "stop_reason" -> stopped = isText;
                    default -> json.skipChildren();
                }
            }
        }

        private void said() throws IOException {
            content.add(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        }

        private JsonNode tree() throws IOException {
            return Json.MAPPER.readTree(json);
        }
    }
}
