package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.TextSample;
import java.io.IOException;

/// What a chunk of a chat stream says about its call, and where its `usage` member stands. Reads
/// tokens, builds no tree.
///
/// @param choices how many choices it has
/// @param finished some choice has a finish reason
/// @param tokens null when it has no usage
/// @param error the `error` member; null when it has none
/// @param usageFrom start of the `usage` member with the comma that goes with it, in the bytes that
///     were scanned; `usageTo` is behind it; both 0 when there is none
record ChunkScan(
        int choices,
        boolean finished,
        TokenCounts tokens,
        JsonNode error,
        int usageFrom,
        int usageTo) {

    /// @throws IOException when it is not one JSON object
    ///
    /// @param content gets what is said
    static ChunkScan of(byte[] bytes, int from, int length, TextSample content) throws IOException {
        try (var json = Json.FACTORY.createParser(bytes, from, length)) {
            return new Reader(json, from, content).read();
        }
    }

    private static final class Reader {
        private final JsonParser json;
        private final int base;
        private final TextSample content;
        private int choices;
        private boolean finished;
        private TokenCounts tokens;
        private JsonNode error;
        private int usageFrom;
        private int usageTo;

        Reader(JsonParser json, int base, TextSample content) {
            this.json = json;
            this.base = base;
            this.content = content;
        }

        ChunkScan read() throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("A chunk is a JSON object");
            }
            int behindValue = 0; // behind the value before, 0 for the first field
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                int fieldStart = offset(json.currentTokenLocation().getByteOffset());
                var field = json.currentName();
                var value = json.nextToken();
                switch (field) {
                    case "choices" -> choices(value);
                    case "usage" -> usage(fieldStart, behindValue);
                    case "error" -> error = value == JsonToken.VALUE_NULL ? null : tree();
                    default -> json.skipChildren();
                }
                json.finishToken();
                behindValue = offset(json.currentLocation().getByteOffset());
            }
            if (json.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("A chunk ends in the middle");
            }
            return new ChunkScan(choices, finished, tokens, error, usageFrom, usageTo);
        }

        private void usage(int fieldStart, int behindValue) throws IOException {
            boolean first = behindValue == 0;
            tokens = Usage.read(tree());
            json.finishToken();
            usageFrom = first ? fieldStart : behindValue;
            usageTo = offset(json.currentLocation().getByteOffset());
        }

        private void choices(JsonToken value) throws IOException {
            if (value != JsonToken.START_ARRAY) {
                json.skipChildren();
                return;
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    json.skipChildren();
                    continue;
                }
                choices++;
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    var field = json.currentName();
                    var token = json.nextToken();
                    if (field.equals("finish_reason")) {
                        finished |= token == JsonToken.VALUE_STRING && json.getTextLength() > 0;
                    } else if (field.equals("delta") || field.equals("message")) {
                        content();
                    } else {
                        json.skipChildren();
                    }
                }
            }
        }

        /// All strings of a delta but the labels in it.
        private void content() throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                return;
            }
            for (int depth = 1; depth > 0; ) {
                var token = json.nextToken();
                if (token == null) {
                    throw new IOException("A chunk ends in the middle");
                }
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (token == JsonToken.VALUE_STRING && isContent(json.currentName())) {
                    content.add(
                            json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
                }
            }
        }

        private static boolean isContent(String field) {
            return field != null
                    && switch (field) {
                        case "content",
                                "reasoning_content",
                                "reasoning",
                                "refusal",
                                "arguments",
                                "name",
                                "text" ->
                                true;
                        default -> false;
                    };
        }

        private JsonNode tree() throws IOException {
            return Json.MAPPER.readTree(json);
        }

        private int offset(long inDocument) {
            return base + (int) inDocument;
        }
    }
}
