package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.CountedText;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Splice;
import io.smoothllm.proxy.dialect.TextSample;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.io.IOException;

/// The few fields of a request that the proxy acts on, and where in the body they stand; the rest
/// was only checked to be JSON. A field given twice is refused: a provider might read the other
/// one.
final class ResponsesEnvelope implements ClientRequest {
    private final byte[] body;
    private final String model;
    private final boolean streamed;
    private final int modelFrom;
    private final int modelTo;
    private RequestReader.Understood understood;

    private ResponsesEnvelope(Reader reader) {
        body = reader.body;
        model = reader.model;
        streamed = Boolean.TRUE.equals(reader.streamed);
        modelFrom = reader.modelFrom;
        modelTo = reader.modelTo;
    }

    /// @throws ProblemException [Problem.MalformedJson] or [Problem.InvalidRequest]
    static ResponsesEnvelope read(byte[] body) {
        return Json.request(body, json -> new ResponsesEnvelope(new Reader(body, json).read()));
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public boolean streamed() {
        return streamed;
    }

    @Override
    public int bytes() {
        return body.length;
    }

    @Override
    public TextSample input() {
        return CountedText.of(body, CountedText.REQUEST);
    }

    byte[] body() {
        return body;
    }

    /// The whole letter; read once, since asking and answering both need it.
    ///
    /// @throws ProblemException [Problem.InvalidRequest] or [Problem.Unsupported]
    RequestReader.Understood understood() {
        if (understood == null) {
            understood = RequestReader.read(this);
        }
        return understood;
    }

    /// The body with the candidate's model name.
    byte[] addressedTo(String upstreamModel) {
        var splice = new Splice(body);
        if (!model.equals(upstreamModel)) {
            splice.replace(modelFrom, modelTo, Splice.quoted(upstreamModel));
        }
        return splice.toBytes();
    }

    private static final class Reader {
        private final byte[] body;
        private final JsonParser json;
        private String model;
        private Boolean streamed;
        private boolean inputSeen;
        private boolean input;
        private boolean remembered;
        private int modelFrom;
        private int modelTo;

        Reader(byte[] body, JsonParser json) {
            this.body = body;
            this.json = json;
        }

        Reader read() throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw invalid(null, "The body must be a JSON object.");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                field(json.currentName(), json.nextToken());
            }
            if (json.nextToken() != null) {
                throw invalid(null, "There is more behind the JSON object.");
            }
            if (model == null) {
                throw invalid("model", "You must provide a model parameter.");
            }
            if (!input && !remembered) {
                throw invalid("input", "You must provide an input parameter.");
            }
            return this;
        }

        private void field(String name, JsonToken token) throws IOException {
            switch (name) {
                case "model" -> model(token);
                case "stream" -> stream(token);
                case "input" -> input(token);
                // With one of these the provider knows what to answer to.
                case "prompt", "previous_response_id", "conversation" -> {
                    remembered |= token != JsonToken.VALUE_NULL;
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }

        private void model(JsonToken token) throws IOException {
            refuseTwice("model", model != null);
            if (token != JsonToken.VALUE_STRING || json.getText().isBlank()) {
                throw invalid("model", "model must be a non-empty string.");
            }
            model = json.getText();
            modelFrom = (int) json.currentTokenLocation().getByteOffset();
            json.finishToken();
            modelTo = (int) json.currentLocation().getByteOffset();
        }

        private void stream(JsonToken token) {
            refuseTwice("stream", streamed != null);
            streamed =
                    switch (token) {
                        case VALUE_TRUE -> true;
                        case VALUE_FALSE, VALUE_NULL -> false;
                        default -> throw invalid("stream", "stream must be true or false.");
                    };
        }

        private void input(JsonToken token) throws IOException {
            refuseTwice("input", inputSeen);
            inputSeen = true;
            switch (token) {
                case VALUE_NULL -> {}
                case VALUE_STRING -> input = true;
                case START_ARRAY -> items();
                default -> throw invalid("input", "input must be a string or an array of items.");
            }
        }

        private void items() throws IOException {
            for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    throw invalid("input[" + i + "]", "An item must be an object.");
                }
                input = true;
                json.skipChildren();
            }
        }

        private static void refuseTwice(String param, boolean again) {
            if (again) {
                throw invalid(param, param + " is given twice.");
            }
        }

        private static ProblemException invalid(String param, String message) {
            return new ProblemException(new Problem.InvalidRequest(param, message));
        }
    }
}
