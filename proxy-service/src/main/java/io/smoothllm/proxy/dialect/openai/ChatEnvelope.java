package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.JsonText;
import io.smoothllm.proxy.dialect.Splice;
import io.smoothllm.proxy.dialect.TextSample;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The few fields of a chat request that the proxy acts on, and where in the body they stand; the
/// rest was only checked to be JSON. A field given twice is refused: a provider might read the
/// other one.
///
/// @param modelFrom where the value of `model` starts in `body`; `modelTo` is behind it
/// @param optionsFrom where the value of `stream_options` starts; 0 = it is not there
/// @param optionsEmpty it is `{}` or null
/// @param usageFrom where the value of `stream_options.include_usage` starts; 0 = it is not there
/// @param includeUsage the client asked for usage in the stream
record ChatEnvelope(
        byte[] body,
        String model,
        boolean streamed,
        boolean includeUsage,
        int modelFrom,
        int modelTo,
        int optionsFrom,
        int optionsTo,
        boolean optionsEmpty,
        int usageFrom,
        int usageTo)
        implements ClientRequest {

    @Override
    public int bytes() {
        return body.length;
    }

    @Override
    public TextSample input() {
        return JsonText.of(body, JsonText.REQUEST);
    }

    /// @throws ProblemException [Problem.MalformedJson] or [Problem.InvalidRequest]
    static ChatEnvelope read(byte[] body) {
        try (var json = Json.FACTORY.createParser(body)) {
            return new Reader(body, json).read();
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new ProblemException(
                    new Problem.MalformedJson(
                            at == null
                                    ? "the start"
                                    : "line " + at.getLineNr() + ", column " + at.getColumnNr()));
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory cannot fail to be read", e);
        }
    }

    private static final class Reader {
        private final byte[] body;
        private final JsonParser json;
        private String model;
        private boolean messages;
        private Boolean streamed;
        private Boolean includeUsage;
        private int modelFrom;
        private int modelTo;
        private int optionsFrom;
        private int optionsTo;
        private boolean optionsEmpty = true;
        private int usageFrom;
        private int usageTo;

        Reader(byte[] body, JsonParser json) {
            this.body = body;
            this.json = json;
        }

        ChatEnvelope read() throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw invalid(null, "The body must be a JSON object.");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var field = json.currentName();
                var token = json.nextToken();
                switch (field) {
                    case "model" -> model(token);
                    case "messages" -> messages(token);
                    case "stream" -> streamed = flag("stream", streamed, token);
                    case "stream_options" -> options(token);
                    default -> json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                throw invalid(null, "There is more behind the JSON object.");
            }
            if (model == null) {
                throw invalid("model", "You must provide a model parameter.");
            }
            if (!messages) {
                throw invalid("messages", "You must provide a messages parameter.");
            }
            return new ChatEnvelope(
                    body,
                    model,
                    Boolean.TRUE.equals(streamed),
                    Boolean.TRUE.equals(includeUsage),
                    modelFrom,
                    modelTo,
                    optionsFrom,
                    optionsTo,
                    optionsEmpty,
                    usageFrom,
                    usageTo);
        }

        private void model(JsonToken token) throws IOException {
            refuseTwice("model", model != null);
            if (token != JsonToken.VALUE_STRING || json.getText().isBlank()) {
                throw invalid("model", "model must be a non-empty string.");
            }
            model = json.getText();
            modelFrom = tokenStart();
            modelTo = tokenEnd();
        }

        private void messages(JsonToken token) throws IOException {
            refuseTwice("messages", messages);
            if (token != JsonToken.START_ARRAY) {
                throw invalid("messages", "messages must be an array.");
            }
            for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    throw invalid("messages[" + i + "]", "A message must be an object.");
                }
                messages = true;
                json.skipChildren();
            }
            if (!messages) {
                throw invalid("messages", "messages must not be empty.");
            }
        }

        private void options(JsonToken token) throws IOException {
            refuseTwice("stream_options", optionsFrom != 0);
            optionsFrom = tokenStart();
            if (token == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    optionsEmpty = false;
                    boolean usage = json.currentName().equals("include_usage");
                    var value = json.nextToken();
                    if (usage) {
                        includeUsage = flag("stream_options.include_usage", includeUsage, value);
                        usageFrom = tokenStart();
                        usageTo = tokenEnd();
                    } else {
                        json.skipChildren();
                    }
                }
            } else if (token != JsonToken.VALUE_NULL) {
                throw invalid("stream_options", "stream_options must be an object.");
            }
            optionsTo = tokenEnd();
        }

        private Boolean flag(String param, Boolean before, JsonToken token) {
            refuseTwice(param, before != null);
            return switch (token) {
                case VALUE_TRUE -> true;
                case VALUE_FALSE, VALUE_NULL -> false;
                default -> throw invalid(param, param + " must be true or false.");
            };
        }

        private static void refuseTwice(String param, boolean again) {
            if (again) {
                throw invalid(param, param + " is given twice.");
            }
        }

        private int tokenStart() {
            return (int) json.currentTokenLocation().getByteOffset();
        }

        private int tokenEnd() throws IOException {
            json.finishToken();
            return (int) json.currentLocation().getByteOffset();
        }

        private static ProblemException invalid(String param, String message) {
            return new ProblemException(new Problem.InvalidRequest(param, message));
        }
    }

    /// The body with the candidate's model name, and asking for usage if it is a stream.
    byte[] addressedTo(String upstreamModel) {
        var splice = new Splice(body);
        if (streamed && !includeUsage) {
            if (usageFrom != 0) {
                splice.replace(usageFrom, usageTo, "true");
            } else if (optionsFrom == 0) {
                splice.replace(
                        objectStart() + 1,
                        objectStart() + 1,
                        "\"stream_options\":{\"include_usage\":true},");
            } else if (optionsEmpty) {
                splice.replace(optionsFrom, optionsTo, "{\"include_usage\":true}");
            } else {
                splice.replace(optionsFrom + 1, optionsFrom + 1, "\"include_usage\":true,");
            }
        }
        if (!model.equals(upstreamModel)) {
            splice.replace(modelFrom, modelTo, Splice.quoted(upstreamModel));
        }
        return splice.toBytes();
    }

    /// JSON may be preceded by white space or a byte order mark.
    private int objectStart() {
        int at = 0;
        while (body[at] != '{') {
            at++;
        }
        return at;
    }
}
