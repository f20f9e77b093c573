package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.CountedText;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.Splice;
import io.smoothllm.proxy.dialect.TextSample;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.io.IOException;

/// The few fields of a Messages request that the proxy acts on, and where in the body the model
/// stands; the rest was only checked to be JSON. A field given twice is refused: a provider might
/// read the other one.
///
/// @param modelFrom where the value of `model` starts in `body`; `modelTo` is behind it
/// @param onlyStop the stop sequence, when there is exactly one; else null
/// @param foreignThoughts some thought in it was not signed by Claude, so Claude would refuse it
record MessagesEnvelope(
        byte[] body,
        String model,
        boolean streamed,
        int modelFrom,
        int modelTo,
        String onlyStop,
        boolean foreignThoughts,
        NativeWishes wishes)
        implements ClientRequest {

    @Override
    public int bytes() {
        return body.length;
    }

    @Override
    public TextSample input() {
        return CountedText.of(body, CountedText.REQUEST);
    }

    /// @throws ProblemException [Problem.MalformedJson] or [Problem.InvalidRequest]
    static MessagesEnvelope read(byte[] body, NativeWishes wishes) {
        return read(body, wishes, true);
    }

    /// A question for a count of tokens: the same, but nothing is to be answered, so there is no
    /// `max_tokens`.
    static MessagesEnvelope readQuestion(byte[] body, NativeWishes wishes) {
        return read(body, wishes, false);
    }

    private static MessagesEnvelope read(byte[] body, NativeWishes wishes, boolean limited) {
        return Json.request(body, json -> new Reader(body, json).read(wishes, limited));
    }

    /// The same bytes with another model.
    byte[] addressedTo(String upstreamModel) {
        var splice = new Splice(body);
        splice.replace(modelFrom, modelTo, Splice.quoted(upstreamModel));
        return splice.toBytes();
    }

    private static final class Reader {
        /// How deep in a message a content block is: in the message, its `content`, the block.
        private static final int IN_BLOCK = 3;

        private final byte[] body;
        private final JsonParser json;
        private String model;
        private boolean messages;
        private boolean limited;
        private Boolean streamed;
        private int modelFrom;
        private int modelTo;
        private String onlyStop;
        private boolean foreignThoughts;

        Reader(byte[] body, JsonParser json) {
            this.body = body;
            this.json = json;
        }

        MessagesEnvelope read(NativeWishes wishes, boolean limitNeeded) throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw invalid(null, "The body must be a JSON object.");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var field = json.currentName();
                var token = json.nextToken();
                switch (field) {
                    case "model" -> model(token);
                    case "messages" -> messages(token);
                    case "max_tokens" -> limit(token);
                    case "stream" -> stream(token);
                    case "stop_sequences" -> stop(token);
                    default -> json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                throw invalid(null, "There is more behind the JSON object.");
            }
            require("model", model != null);
            require("messages", messages);
            require("max_tokens", limited || !limitNeeded);
            return new MessagesEnvelope(
                    body,
                    model,
                    Boolean.TRUE.equals(streamed),
                    modelFrom,
                    modelTo,
                    onlyStop,
                    foreignThoughts,
                    wishes);
        }

        private void model(JsonToken token) throws IOException {
            refuseTwice("model", model != null);
            if (token != JsonToken.VALUE_STRING || json.getText().isBlank()) {
                throw invalid("model", "The model must be a non-empty string.");
            }
            model = json.getText();
            modelFrom = offset(json.currentTokenLocation().getByteOffset());
            json.finishToken();
            modelTo = offset(json.currentLocation().getByteOffset());
        }

        private void messages(JsonToken token) throws IOException {
            refuseTwice("messages", messages);
            if (token != JsonToken.START_ARRAY) {
                throw invalid("messages", "This must be an array.");
            }
            for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    throw invalid("messages[" + i + "]", "A message must be an object.");
                }
                messages = true;
                message();
            }
            if (!messages) {
                throw invalid("messages", "There must be at least one message.");
            }
        }

        /// Looks for thoughts of others on the way.
        private void message() throws IOException {
            for (int depth = 1; depth > 0; ) {
                var token = json.nextToken();
                if (token == JsonToken.FIELD_NAME) {
                    if (depth == IN_BLOCK && json.currentName().equals("signature")) {
                        foreignThoughts |= isForeign(json.nextToken());
                    }
                } else if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                }
            }
        }

        private boolean isForeign(JsonToken value) throws IOException {
            if (value != JsonToken.VALUE_STRING) {
                json.skipChildren();
                return false; // the provider will say what is wrong with it
            }
            var signature = json.getText();
            return signature.isEmpty()
                    || Signature.parse(signature).maker() != Signature.Maker.CLAUDE;
        }

        private void limit(JsonToken token) throws IOException {
            refuseTwice("max_tokens", limited);
            limited = true;
            if (token != JsonToken.VALUE_NUMBER_INT || json.getText().startsWith("-")) {
                throw invalid("max_tokens", "This must be a whole number, 0 or more.");
            }
        }

        private void stream(JsonToken token) {
            refuseTwice("stream", streamed != null);
            streamed =
                    switch (token) {
                        case VALUE_TRUE -> true;
                        case VALUE_FALSE, VALUE_NULL -> false;
                        default -> throw invalid("stream", "This must be true or false.");
                    };
        }

        private void stop(JsonToken token) throws IOException {
            if (token != JsonToken.START_ARRAY) {
                json.skipChildren();
                return;
            }
            int sequences = 0;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                onlyStop = sequences++ == 0 ? json.getText() : null;
                json.skipChildren();
            }
        }

        private static void require(String param, boolean given) {
            if (!given) {
                throw invalid(param, "Field required.");
            }
        }

        private static void refuseTwice(String param, boolean again) {
            if (again) {
                throw invalid(param, "The field is given twice.");
            }
        }

        /// Known in UTF-8 only; RFC 8259 wants nothing else on a network.
        private static int offset(long inDocument) {
            if (inDocument < 0) {
                throw invalid(null, "The body must be in UTF-8.");
            }
            return (int) inDocument;
        }

        private static ProblemException invalid(String param, String message) {
            return new ProblemException(new Problem.InvalidRequest(param, message));
        }
    }
}
