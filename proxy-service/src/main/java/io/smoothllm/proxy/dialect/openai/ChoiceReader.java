package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.ChatEvent.Finish;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.function.Consumer;

/// Reads one choice of an answer. A chunk may hold thoughts, text, a refusal, tool calls and the
/// finish reason all at once; they are told in that order.
final class ChoiceReader {
    private final String provider;
    private final Consumer<ChatEvent> events;
    private final CallReader calls;
    private boolean told;
    private Signature lastSignature;
    private boolean refused;
    private boolean finished;

    ChoiceReader(String provider, Consumer<ChatEvent> events) {
        this.provider = provider;
        this.events = events;
        this.calls = new CallReader(provider, this::say);
    }

    boolean isFinished() {
        return finished;
    }

    void chunk(JsonNode choice) {
        // Some send the last piece as a whole message.
        var delta = choice.path(choice.path("delta").isObject() ? "delta" : "message");
        thoughts(delta);
        for (var block : ThinkingBlocks.of(delta)) {
            block(block);
        }
        text(delta, choice);
        for (var call : delta.path("tool_calls")) {
            calls.fragment(call);
        }
        if (delta.path("function_call").isObject()) {
            calls.legacy(delta.path("function_call"));
        }
        reason(choice);
    }

    /// A thought whose signature a tool call bears stands before that call; the other thoughts
    /// come first.
    void whole(JsonNode choice) {
        var message = choice.path("message");
        var blocks = ThinkingBlocks.of(message);
        if (blocks.stream().noneMatch(ThinkingBlocks.Block::hasText)) {
            thoughts(message);
        }
        var ofCalls = ThinkingBlocks.ofCalls(blocks, message.path("tool_calls"));
        blocks.stream().filter(block -> !ofCalls.containsValue(block)).forEach(this::block);
        text(message, choice);
        for (var call : message.path("tool_calls")) {
            var block = ofCalls.remove(ThinkingBlocks.signatureOf(call));
            if (block != null) {
                block(block);
            }
            calls.whole(call);
        }
        if (message.path("function_call").isObject()) {
            calls.legacy(message.path("function_call"));
        }
        reason(choice);
        if (!finished) {
            finish();
        }
    }

    /// Both names are in use, at some servers at the same time.
    private void thoughts(JsonNode message) {
        var content = JsonText.of(message.path("reasoning_content"));
        var text = content == null ? JsonText.of(message.path("reasoning")) : content;
        if (text != null) {
            think(text);
            told = true;
        }
    }

    private void think(String text) {
        if (text != null) {
            say(new ChatEvent.Thought(text));
        }
    }

    /// The text of a block is a copy, if it came as `reasoning_content` before.
    private void block(ThinkingBlocks.Block block) {
        if (block.redacted() != null) {
            say(new ChatEvent.ThoughtRedacted(block.redacted()));
            return;
        }
        if (block.hasText() && !told) {
            think(block.text());
        }
        if (block.signature() != null) {
            say(new ChatEvent.ThoughtSigned(block.signature()));
        }
    }

    private void text(JsonNode message, JsonNode choice) {
        content(message.path("content"));
        var tokens = LogProbabilities.read(choice.path("logprobs").path("content"));
        if (!tokens.isEmpty()) {
            say(new ChatEvent.LogProbs(tokens));
        }
        var refusal = JsonText.of(message.path("refusal"));
        if (refusal != null) {
            refused = true;
            say(new ChatEvent.Refusal(refusal));
        }
    }

    /// A string; Mistral's reasoning models send an array of parts, thoughts among them
    /// (`TextChunk` and `ThinkChunk` of its API).
    private void content(JsonNode content) {
        if (content.isArray()) {
            for (var part : content) {
                if (part.path("type").asText().equals("thinking")) {
                    for (var thought : part.path("thinking")) {
                        think(JsonText.of(thought.path("text")));
                    }
                } else {
                    content(part.path("text"));
                }
            }
        } else if (JsonText.of(content) != null) {
            say(new ChatEvent.Text(content.textValue()));
        }
    }

    private void reason(JsonNode choice) {
        var reason = JsonText.of(choice.path("finish_reason"));
        if (reason != null && !finished) {
            finish(meaning(reason));
        }
    }

    /// Without a word of its own.
    void finish() {
        finish(Finish.STOP);
    }

    /// Some say `stop` behind tool calls; OpenAI says it behind a refusal.
    private void finish(Finish reason) {
        finished = true;
        calls.finish();
        boolean stopped = reason == Finish.STOP || reason == Finish.TOOL_CALLS;
        if (stopped && refused) {
            say(new ChatEvent.Finished(Finish.REFUSED));
        } else if (stopped) {
            say(new ChatEvent.Finished(calls.any() ? Finish.TOOL_CALLS : Finish.STOP));
        } else {
            say(new ChatEvent.Finished(reason));
        }
    }

    /// @throws ProblemException [Problem.StreamBroken] when the reason says that it is no finish:
    ///     `error` at OpenRouter, `insufficient_system_resource` at DeepSeek, `abort` at SGLang
    private Finish meaning(String reason) {
        return switch (reason) {
            case "length", "max_tokens" -> Finish.LENGTH;
            case "model_length" -> Finish.CONTEXT_FULL; // Mistral
            case "tool_calls", "function_call" -> Finish.TOOL_CALLS;
            case "content_filter" -> Finish.REFUSED;
            case "error", "insufficient_system_resource", "abort" ->
                    throw new ProblemException(new Problem.StreamBroken(provider));
            default -> Finish.STOP;
        };
    }

    /// A call may bear the signature that a block before it had.
    private void say(ChatEvent event) {
        var signature = event instanceof ChatEvent.ThoughtSigned(var own) ? own : null;
        if (signature != null && signature.equals(lastSignature)) {
            return;
        }
        lastSignature = signature;
        told &= event instanceof ChatEvent.Thought;
        events.accept(event);
    }
}
