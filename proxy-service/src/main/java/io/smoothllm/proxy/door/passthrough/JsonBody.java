package io.smoothllm.proxy.door.passthrough;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.smoothllm.proxy.dialect.CountedText;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.Splice;
import io.smoothllm.proxy.dialect.TextSample;
import io.smoothllm.proxy.dialect.Upload;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Set;

/// A JSON body and where in it stands what is changed. A field that the proxy acts on and that is
/// given twice is refused: a provider might read the other one.
///
/// @param model the default one when the body names none
/// @param modelAt where its value stands; empty at the start of the object when there is none
/// @param usage where `stream_options.include_usage` goes, and what is to be written there; null =
///     the client asked for usage, or the service has no such wish
record JsonBody(
        Service service, byte[] body, String model, boolean streamed, Range modelAt, Edit usage)
        implements Posted {

    record Range(int from, int to) {}

    record Edit(Range at, String text) {}

    /// Parameters of `images/generations` that only GPT image models have; with one of them the
    /// default model is another.
    private static final Set<String> GPT_IMAGE_ONLY =
            Set.of(
                    "background",
                    "moderation",
                    "output_compression",
                    "output_format",
                    "partial_images",
                    "stream");

    /// @throws ProblemException [Problem.MalformedJson] or [Problem.InvalidRequest]
    static JsonBody read(Service service, byte[] body) {
        return Json.request(body, json -> new Reader(service, body, json).read());
    }

    @Override
    public int bytes() {
        return body.length;
    }

    @Override
    public TextSample input() {
        return isText() ? CountedText.of(body, service.text()) : null;
    }

    @Override
    public boolean isText() {
        return !service.text().isEmpty();
    }

    @Override
    public Outgoing to(Candidate candidate, Endpoint endpoint) {
        return endpoint.with(
                Buffer.buffer(addressedTo(candidate.model().upstreamName(), addsUsage(candidate))));
    }

    byte[] addressedTo(String name, boolean addUsage) {
        var splice = new Splice(body);
        if (!name.equals(model)) {
            var quoted = Splice.quoted(name);
            boolean missing = modelAt.from() == modelAt.to();
            splice.replace(
                    modelAt.from(),
                    modelAt.to(),
                    missing ? "\"model\":" + quoted + separator() : quoted);
        }
        if (addUsage) {
            splice.replace(usage.at().from(), usage.at().to(), usage.text());
        }
        return splice.toBytes();
    }

    /// Behind a member that is put at the start of the object.
    private String separator() {
        int next = modelAt.to();
        while (Character.isWhitespace(body[next])) {
            next++;
        }
        return body[next] == '}' ? "" : ",";
    }

    @Override
    public Upload upload(Candidate candidate) {
        return null;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public boolean addsUsage(Candidate candidate) {
        return usage != null && candidate.provider().entry().compatibility().streamOptions();
    }

    private static final class Reader {
        private final Service service;
        private final byte[] body;
        private final JsonParser json;
        private String model;
        private Range modelAt;
        private boolean gptImage;
        private Boolean streamed;
        private boolean events;
        private Range options;
        private boolean optionsEmpty = true;
        private Boolean includeUsage;
        private Range usage;

        Reader(Service service, byte[] body, JsonParser json) {
            this.service = service;
            this.body = body;
            this.json = json;
        }

        JsonBody read() throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw invalid(null, "The body must be a JSON object.");
            }
            int start = (int) json.currentLocation().getByteOffset();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                member(json.currentName(), json.nextToken());
            }
            if (json.nextToken() != null) {
                throw invalid(null, "There is more behind the JSON object.");
            }
            if (model == null) {
                model = fallback();
            }
            boolean streams = events || Boolean.TRUE.equals(streamed);
            return new JsonBody(
                    service,
                    body,
                    model,
                    streams,
                    modelAt == null ? new Range(start, start) : modelAt,
                    streams && service == Service.COMPLETIONS ? wish(start) : null);
        }

        private void member(String name, JsonToken value) throws IOException {
            switch (name) {
                case "model" -> model(value);
                case "stream" -> {
                    gptImage |= value == JsonToken.VALUE_TRUE;
                    streamed = flag("stream", streamed, value);
                }
                case "stream_format" -> {
                    events = value == JsonToken.VALUE_STRING && json.getText().equals("sse");
                    json.skipChildren();
                }
                case "stream_options" -> options(value);
                default -> {
                    gptImage |= value != JsonToken.VALUE_NULL && GPT_IMAGE_ONLY.contains(name);
                    json.skipChildren();
                }
            }
        }

        private void model(JsonToken value) throws IOException {
            refuseTwice("model", modelAt != null);
            if (value == JsonToken.VALUE_STRING && !json.getText().isBlank()) {
                model = json.getText();
            } else if (value != JsonToken.VALUE_NULL || service.defaultModel() == null) {
                throw invalid("model", "model must be a non-empty string.");
            }
            modelAt = here();
        }

        private String fallback() {
            if (service.defaultModel() == null) {
                throw invalid("model", "You must provide a model parameter.");
            }
            return service == Service.IMAGE_GENERATIONS && gptImage
                    ? Service.IMAGE_EDITS.defaultModel()
                    : service.defaultModel();
        }

        private void options(JsonToken value) throws IOException {
            refuseTwice("stream_options", options != null);
            int from = here().from();
            if (value == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    optionsEmpty = false;
                    boolean wish = json.currentName().equals("include_usage");
                    var token = json.nextToken();
                    if (wish) {
                        includeUsage = flag("stream_options.include_usage", includeUsage, token);
                        usage = here();
                    } else {
                        json.skipChildren();
                    }
                }
            } else if (value != JsonToken.VALUE_NULL) {
                throw invalid("stream_options", "stream_options must be an object.");
            }
            options = new Range(from, here().to());
        }

        /// How the body asks for usage in the stream; null when it does already.
        private Edit wish(int start) {
            if (Boolean.TRUE.equals(includeUsage)) {
                return null;
            }
            if (usage != null) {
                return new Edit(usage, "true");
            }
            if (options == null) {
                return new Edit(
                        new Range(start, start), "\"stream_options\":{\"include_usage\":true},");
            }
            int inside = options.from() + 1;
            return optionsEmpty
                    ? new Edit(options, "{\"include_usage\":true}")
                    : new Edit(new Range(inside, inside), "\"include_usage\":true,");
        }

        private Boolean flag(String param, Boolean before, JsonToken token) {
            refuseTwice(param, before != null);
            return switch (token) {
                case VALUE_TRUE -> true;
                case VALUE_FALSE, VALUE_NULL -> false;
                default -> throw invalid(param, param + " must be true or false.");
            };
        }

        private Range here() throws IOException {
            int from = (int) json.currentTokenLocation().getByteOffset();
            json.finishToken();
            return new Range(from, (int) json.currentLocation().getByteOffset());
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
