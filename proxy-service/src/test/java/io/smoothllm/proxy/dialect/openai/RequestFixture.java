package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ChatRequest.Labels;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.OutputFormat;
import io.smoothllm.proxy.dialect.ChatRequest.Reasoning;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.ChatRequest.Sampling;
import io.smoothllm.proxy.dialect.ChatRequest.Tool;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.ChatRequest.Tools;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.openai.ChatWire.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A neutral request in the making. Says nothing = no messages and nothing wished for.
final class RequestFixture {
    private final List<Message> messages = new ArrayList<>();
    private Tools tools = Tools.NONE;
    private Integer maxTokens;
    private int choices = 1;
    private Integer logProbs;
    private Sampling sampling = new Sampling(null, null, null, null, null, null, List.of());
    private Reasoning reasoning;
    private OutputFormat outputFormat;
    private Labels labels = Labels.NONE;
    private boolean stream;

    static RequestFixture aRequest() {
        return new RequestFixture();
    }

    static Part text(String text) {
        return new Part.Text(text, null);
    }

    static Part call(String id, String name, String arguments) {
        return new Part.ToolCall(id, name, arguments, null);
    }

    static Part result(String callId, Part... content) {
        return new Part.ToolResult(callId, List.of(content), false, null);
    }

    static Part.Media inline(String type, String base64) {
        return new Part.Media.Inline(type, base64);
    }

    static Tool tool(String name, String description, String schema, Boolean strict) {
        return new Tool(name, description, json(schema), strict, null);
    }

    /// Single quotes stand for double ones.
    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    RequestFixture system(Part... parts) {
        return says(Role.SYSTEM, parts);
    }

    RequestFixture user(Part... parts) {
        return says(Role.USER, parts);
    }

    RequestFixture user(String text) {
        return user(text(text));
    }

    RequestFixture assistant(Part... parts) {
        return says(Role.ASSISTANT, parts);
    }

    private RequestFixture says(Role role, Part... parts) {
        messages.add(new Message(role, List.of(parts)));
        return this;
    }

    RequestFixture offering(ToolChoice choice, boolean parallel, Tool... offered) {
        tools = new Tools(List.of(offered), choice, parallel);
        return this;
    }

    RequestFixture maxTokens(int limit) {
        maxTokens = limit;
        return this;
    }

    RequestFixture choices(int number) {
        choices = number;
        return this;
    }

    RequestFixture logProbs(int alternatives) {
        logProbs = alternatives;
        return this;
    }

    RequestFixture sampling(Sampling wanted) {
        sampling = wanted;
        return this;
    }

    RequestFixture stop(String... sequences) {
        return sampling(new Sampling(null, null, null, null, null, null, List.of(sequences)));
    }

    RequestFixture reasoning(Reasoning.Amount amount) {
        reasoning = new Reasoning(amount, null);
        return this;
    }

    RequestFixture output(OutputFormat format) {
        outputFormat = format;
        return this;
    }

    RequestFixture labels(Labels given) {
        labels = given;
        return this;
    }

    RequestFixture ofUser(String id) {
        return labels(new Labels(id, null, null, null, null));
    }

    RequestFixture streamed() {
        stream = true;
        return this;
    }

    ChatRequest ready() {
        return new ChatRequest(
                List.copyOf(messages),
                tools,
                maxTokens,
                choices,
                logProbs,
                sampling,
                reasoning,
                outputFormat,
                labels,
                stream,
                List.of());
    }

    /// As OpenAI gets it.
    Outgoing written() {
        return written(Compatibility.DEFAULT, Surface.CURRENT);
    }

    Outgoing written(Compatibility takes, Surface surface) {
        return new ChatRequestWriter(ready(), "up", takes, surface)
                .write(new Endpoint("/chat/completions", Map.of()));
    }
}
