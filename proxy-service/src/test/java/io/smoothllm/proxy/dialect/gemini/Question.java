package io.smoothllm.proxy.dialect.gemini;

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
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.Part;
import java.util.ArrayList;
import java.util.List;

/// A request in the neutral form in the making. Says nothing = the user says hi, and no more.
final class Question {
    private final List<Message> messages = new ArrayList<>();
    private Tools tools = Tools.NONE;
    private int choices = 1;
    private Integer logProbs;
    private Sampling sampling = new Sampling(null, null, null, null, null, null, List.of());
    private Reasoning reasoning;
    private OutputFormat outputFormat;
    private Labels labels = Labels.NONE;

    static Question aQuestion() {
        return new Question();
    }

    Question said(Role role, Part... parts) {
        messages.add(new Message(role, List.of(parts)));
        return this;
    }

    Question offering(ToolChoice choice, boolean parallel, Tool... offered) {
        tools = new Tools(List.of(offered), choice, parallel);
        return this;
    }

    Question choices(int number) {
        choices = number;
        return this;
    }

    Question logProbs(int alternatives) {
        logProbs = alternatives;
        return this;
    }

    Question drawn(Sampling how) {
        sampling = how;
        return this;
    }

    Question thinking(Reasoning how) {
        reasoning = how;
        return this;
    }

    Question in(OutputFormat format) {
        outputFormat = format;
        return this;
    }

    Question labelled(Labels with) {
        labels = with;
        return this;
    }

    static Part text(String text) {
        return new Part.Text(text, null);
    }

    static Tool tool(String name, Boolean strict) {
        return new Tool(name, null, Json.MAPPER.createObjectNode(), strict, null);
    }

    RequestWriter askedOf(String model) {
        var said =
                messages.isEmpty()
                        ? List.of(new Message(Role.USER, List.of(text("hi"))))
                        : messages;
        return new RequestWriter(
                new ChatRequest(
                        said,
                        tools,
                        null,
                        choices,
                        logProbs,
                        sampling,
                        reasoning,
                        outputFormat,
                        labels,
                        false,
                        List.of()),
                GeminiModel.named(model),
                Compatibility.DEFAULT);
    }
}
