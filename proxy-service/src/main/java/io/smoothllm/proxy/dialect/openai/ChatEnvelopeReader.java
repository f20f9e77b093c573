package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.openai.Places.Member;
import io.smoothllm.proxy.dialect.openai.Places.Span;
import io.smoothllm.proxy.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads tokens, builds no tree. A field that the proxy always acts on is refused when it is given
/// twice: a provider might read the other one.
final class ChatEnvelopeReader {
    /// A member that may be cut.
    private record Found(Span key, Span value, boolean isNull) {}

    private final byte[] body;
    private final JsonParser json;
    private final List<Found> maxCompletionTokens = new ArrayList<>(1);
    private final List<Found> maxTokens = new ArrayList<>(1);
    private final List<Span> developers = new ArrayList<>(0);
    private String model;
    private Span modelValue;
    private boolean messages;
    private Boolean streamed;
    private Found options;
    private boolean optionsEmpty = true;
    private Boolean includeUsage;
    private Span usageValue;
    private boolean legacy;

    private ChatEnvelopeReader(byte[] body, JsonParser json) {
        this.body = body;
        this.json = json;
    }

    /// @throws ProblemException [Problem.MalformedJson] or [Problem.InvalidRequest]
    static ChatEnvelope read(byte[] body) {
        return Json.request(body, json -> new ChatEnvelopeReader(body, json).read());
    }

    private ChatEnvelope read() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw Refusals.invalid(null, "The body must be a JSON object.");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            field(json.currentName());
        }
        if (json.nextToken() != null) {
            throw Refusals.invalid(null, "There is more behind the JSON object.");
        }
        if (model == null) {
            throw Refusals.invalid("model", "You must provide a model parameter.");
        }
        if (!messages) {
            throw Refusals.invalid("messages", "You must provide a messages parameter.");
        }
        return new ChatEnvelope(
                body,
                model,
                Boolean.TRUE.equals(streamed),
                Boolean.TRUE.equals(includeUsage),
                legacy,
                places());
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "model" -> model(json.nextToken());
            case "messages" -> messages(json.nextToken());
            case "stream" -> streamed = flag("stream", streamed, json.nextToken());
            case "stream_options" -> options(tokenStart());
            case "max_completion_tokens" -> maxCompletionTokens.add(found(tokenStart()));
            case "max_tokens" -> maxTokens.add(found(tokenStart()));
            case "functions" -> {
                legacy = json.nextToken() != JsonToken.VALUE_NULL;
                json.skipChildren();
            }
            default -> {
                json.nextToken();
                json.skipChildren();
            }
        }
    }

    private void model(JsonToken token) throws IOException {
        refuseTwice("model", model != null);
        if (token != JsonToken.VALUE_STRING || json.getText().isBlank()) {
            throw Refusals.invalid("model", "model must be a non-empty string.");
        }
        model = json.getText();
        modelValue = new Span(tokenStart(), tokenEnd());
    }

    private void messages(JsonToken token) throws IOException {
        refuseTwice("messages", messages);
        if (token != JsonToken.START_ARRAY) {
            throw Refusals.invalid("messages", "messages must be an array.");
        }
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw Refusals.invalid("messages[" + i + "]", "A message must be an object.");
            }
            messages = true;
            message();
        }
        if (!messages) {
            throw Refusals.invalid("messages", "messages must not be empty.");
        }
    }

    private void message() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean role = json.currentName().equals("role");
            var value = json.nextToken();
            if (role && value == JsonToken.VALUE_STRING && json.getText().equals("developer")) {
                developers.add(new Span(tokenStart(), tokenEnd()));
            } else {
                json.skipChildren();
            }
        }
    }

    private void options(int key) throws IOException {
        refuseTwice("stream_options", options != null);
        var token = json.nextToken();
        int from = tokenStart();
        if (token == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                optionsEmpty = false;
                boolean usage = json.currentName().equals("include_usage");
                var value = json.nextToken();
                if (usage) {
                    includeUsage = flag("stream_options.include_usage", includeUsage, value);
                    usageValue = new Span(tokenStart(), tokenEnd());
                } else {
                    json.skipChildren();
                }
            }
        } else if (token != JsonToken.VALUE_NULL) {
            throw Refusals.invalid("stream_options", "stream_options must be an object.");
        }
        options = found(key, from, token);
    }

    private static Boolean flag(String param, Boolean before, JsonToken token) {
        refuseTwice(param, before != null);
        return switch (token) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw Refusals.invalid(param, param + " must be true or false.");
        };
    }

    private static void refuseTwice(String param, boolean again) {
        if (again) {
            throw Refusals.invalid(param, param + " is given twice.");
        }
    }

    private Found found(int key) throws IOException {
        var token = json.nextToken();
        int from = tokenStart();
        json.skipChildren();
        return found(key, from, token);
    }

    private Found found(int key, int from, JsonToken token) throws IOException {
        return new Found(
                new Span(key, behindString(key)),
                new Span(from, tokenEnd()),
                token == JsonToken.VALUE_NULL);
    }

    private Places places() {
        return new Places(
                modelValue,
                options == null ? null : member(options),
                optionsEmpty,
                usageValue,
                maxCompletionTokens.stream().map(this::member).toList(),
                maxTokens.stream().map(this::member).toList(),
                developers);
    }

    /// The model is always there and never cut: what stands before it goes with the comma behind,
    /// what stands behind it with the comma before.
    private Member member(Found found) {
        boolean beforeModel = found.key().from() < modelValue.from();
        return new Member(
                found.key(),
                found.value(),
                beforeModel
                        ? new Span(found.key().from(), next(found.value().to()))
                        : new Span(behindValueBefore(found.key().from()), found.value().to()),
                found.isNull());
    }

    /// Where the next member starts.
    private int next(int behindValue) {
        int at = behindValue;
        while (body[at] != '"') {
            at++;
        }
        return at;
    }

    /// There is one, and a comma.
    private int behindValueBefore(int key) {
        int comma = behindWhiteSpaceBefore(key) - 1;
        return behindWhiteSpaceBefore(comma);
    }

    private int behindWhiteSpaceBefore(int end) {
        int at = end;
        while (body[at - 1] <= ' ' && body[at - 1] >= 0) {
            at--;
        }
        return at;
    }

    private int behindString(int quote) {
        int at = quote + 1;
        while (body[at] != '"') {
            at += body[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private int tokenStart() {
        return (int) json.currentTokenLocation().getByteOffset();
    }

    private int tokenEnd() throws IOException {
        json.finishToken();
        return (int) json.currentLocation().getByteOffset();
    }
}
