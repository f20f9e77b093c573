package io.smoothllm.proxy.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/// The text in a JSON body that a provider counts as tokens, near enough for an estimate: all
/// strings but labels and encoded bytes, and the field names of schemas.
public final class CountedText {
    /// Where the three client dialects have what is said to a model.
    public static final Set<String> REQUEST =
            Set.of("messages", "system", "input", "instructions", "prompt", "tools", "functions");

    /// Where the three client dialects have what a model says.
    public static final Set<String> ANSWER = Set.of("choices", "content", "output");

    private static final Set<String> SCHEMAS = Set.of("tools", "functions");
    private static final Set<String> NO_TEXT =
            Set.of(
                    "type",
                    "role",
                    "id",
                    "call_id",
                    "tool_call_id",
                    "tool_use_id",
                    "finish_reason",
                    "status",
                    "url",
                    "image_url",
                    "file_url",
                    "file_id",
                    "media_type",
                    "data",
                    "file_data",
                    "signature",
                    "encrypted_content");

    /// Some clients send tokens in place of text, as numbers (embeddings, completions).
    private static final Set<String> TOKENS = Set.of("input", "prompt");
    private static final int CHARS_OF_A_TOKEN = 4;

    private final JsonParser json;
    private final TextSample text = new TextSample();
    private boolean schema;
    private boolean tokens;

    private CountedText(JsonParser json) {
        this.json = json;
    }

    /// @param members of the body that are looked at
    /// @return what there is up to where the JSON breaks, if it does
    public static TextSample of(byte[] body, Set<String> members) {
        try (var json = Json.FACTORY.createParser(body)) {
            var reader = new CountedText(json);
            try {
                reader.read(members);
            } catch (IOException e) {
                // Nobody else could read on either; the rest counts by its length.
                reader.text.skip(body.length - json.currentLocation().getByteOffset());
            }
            return reader.text;
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory cannot fail to be read", e);
        }
    }

    private void read(Set<String> members) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var member = json.currentName();
            json.nextToken();
            if (members.contains(member)) {
                schema = SCHEMAS.contains(member);
                tokens = TOKENS.contains(member);
                value();
            } else {
                json.skipChildren();
            }
        }
    }

    private void value() throws IOException {
        int depth = 0;
        do {
            switch (json.currentToken()) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case FIELD_NAME -> {
                    if (schema) {
                        text.add(json.currentName());
                    }
                }
                case VALUE_STRING -> string();
                case VALUE_NUMBER_INT -> text.skip(tokens ? CHARS_OF_A_TOKEN : 0);
                default -> {}
            }
        } while (depth > 0 && json.nextToken() != null);
    }

    private void string() throws IOException {
        var field = json.currentName();
        if (field != null && NO_TEXT.contains(field)) {
            return; // not even decoded
        }
        text.add(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    }
}
