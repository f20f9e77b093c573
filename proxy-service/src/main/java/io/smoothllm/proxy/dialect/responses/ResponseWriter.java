package io.smoothllm.proxy.dialect.responses;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.AnswerWriter;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatEvent.Finish;
import io.smoothllm.proxy.dialect.ChatEvent.TokenProbability;
import io.smoothllm.proxy.dialect.ClientDialect;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.problem.Problem;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.UUID;

/// Events as one `response`, or as the events of a stream that ends with the same `response`.
final class ResponseWriter implements AnswerWriter {
    private final RequestReader.Understood request;
    private final String seed = UUID.randomUUID().toString().replace("-", "");
    private final EventStream stream = new EventStream();
    private String model;
    private ResponseDocument document;
    private Output output;
    private TokenCounts tokens = TokenCounts.NONE;
    private Finish finish = Finish.STOP;
    private String heldText;
    private List<TokenProbability> heldLogProbs = List.of();

    /// @param model said when the provider does not name one
    ResponseWriter(RequestReader.Understood request, String model) {
        this.request = request;
        this.model = model;
        begin(Output.Listener.NOBODY);
    }

    private void begin(Output.Listener listener) {
        document = new ResponseDocument("resp_" + seed, model, request.echo());
        output = new Output(seed, request.tools(), listener);
    }

    @Override
    public void write(ChatEvent event, Buffer out) {
        stream.into(out);
        if (event instanceof ChatEvent.Started started) {
            name(started);
            begin(stream);
            stream.response("response.created", document.begun());
            stream.response("response.in_progress", document.begun());
        } else if (event instanceof ChatEvent.Ended) {
            end();
            var finished = document.finished(finish, output.toJson(), tokens);
            stream.response("response." + finished.path("status").textValue(), finished);
        } else {
            hear(event);
        }
    }

    @Override
    public Buffer whole(List<ChatEvent> events) {
        for (var event : events) {
            if (event instanceof ChatEvent.Started started) {
                name(started);
                begin(Output.Listener.NOBODY);
            } else {
                hear(event);
            }
        }
        end();
        return Buffer.buffer(Json.bytes(document.finished(finish, output.toJson(), tokens)));
    }

    @Override
    public Buffer lastWords(Problem problem, ClientDialect dialect) {
        return ResponsesErrors.inStream(problem, stream.next());
    }

    private void hear(ChatEvent event) {
        if (!(event instanceof ChatEvent.Text) && !(event instanceof ChatEvent.LogProbs)) {
            release();
        }
        switch (event) {
            case ChatEvent.Text(var delta) -> text(delta);
            case ChatEvent.LogProbs(var probabilities) -> logProbs(probabilities);
            case ChatEvent.Refusal(var delta) -> output.text(delta, true, List.of());
            case ChatEvent.Thought(var delta) -> output.thought(delta);
            case ChatEvent.ThoughtSigned(var signature) -> output.signed(signature.opaque());
            case ChatEvent.ThoughtRedacted(var data) -> output.redacted(data);
            case ChatEvent.CallStarted(int call, var id, var name) ->
                    output.callStarted(call, id, name);
            case ChatEvent.CallArguments(int call, var fragment) ->
                    output.callArguments(call, fragment);
            case ChatEvent.Finished(var reason) -> {
                finish = reason;
                output.finish(reason);
            }
            case ChatEvent.Used(var counts) -> tokens = counts;
            case ChatEvent.Choice _, ChatEvent.Started _, ChatEvent.Ended _ -> {}
        }
    }

    /// A delta tells the probabilities of its own tokens, but they come as an event of their own,
    /// before or behind it; so when they are wanted, a text waits for them.
    private void text(String delta) {
        if (request.chat().logProbs() == null) {
            output.text(delta, false, List.of());
        } else if (heldLogProbs.isEmpty()) {
            release();
            heldText = delta;
        } else {
            output.text(delta, false, heldLogProbs);
            heldLogProbs = List.of();
        }
    }

    private void logProbs(List<TokenProbability> probabilities) {
        if (heldText != null) {
            output.text(heldText, false, probabilities);
            heldText = null;
        } else if (request.chat().logProbs() != null) {
            heldLogProbs = probabilities;
        }
    }

    private void release() {
        if (heldText != null) {
            output.text(heldText, false, List.of());
            heldText = null;
        }
        if (!heldLogProbs.isEmpty()) {
            output.probabilities(heldLogProbs);
            heldLogProbs = List.of();
        }
    }

    private void end() {
        release();
        output.finish(finish);
    }

    private void name(ChatEvent.Started started) {
        model = started.model() == null ? model : started.model();
    }
}
