package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.Digest;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/// Writes `messages`. Every system message stays one of its own, in its place; role `system` is
/// understood everywhere, `developer` is not. Tool results become messages directly behind the
/// calls, as OpenAI wants them; what else was said in between follows.
final class ChatMessageWriter {
    /// A longer id of a call is refused.
    private static final int MAX_CALL_ID = 40;

    private final ArrayNode messages;
    private final boolean thoughtsWanted;
    private final PartWriter parts = new PartWriter();
    private int attachments;

    /// @param thoughtsWanted whether the provider wants the thoughts of earlier turns back
    ChatMessageWriter(ArrayNode messages, boolean thoughtsWanted) {
        this.messages = messages;
        this.thoughtsWanted = thoughtsWanted;
    }

    /// @param instruction of our own, to stand behind the first system messages; null = none
    /// @throws ProblemException [io.smoothllm.proxy.problem.Problem.InvalidRequest] or
    ///     [io.smoothllm.proxy.problem.Problem.Unsupported]
    void write(List<Message> conversation, String instruction) {
        boolean instructed = instruction == null;
        var between = new ArrayList<Message>();
        for (var message : conversation) {
            if (!instructed && message.role() != Role.SYSTEM) {
                flush(between);
                message("system").put("content", instruction);
                instructed = true;
            }
            if (message.role() == Role.ASSISTANT) {
                flush(between);
                assistant(message.parts());
            } else {
                between.add(message);
            }
        }
        flush(between);
        if (!instructed) {
            message("system").put("content", instruction);
        }
    }

    /// Markers for a prompt cache that works without.
    boolean leftOutCacheControl() {
        return parts.leftOutCacheControl();
    }

    /// What stands between two turns of the model: first all results, then the rest.
    private void flush(List<Message> between) {
        var rests = new ArrayList<List<Part>>();
        for (var message : between) {
            var rest = new ArrayList<Part>();
            for (var part : message.parts()) {
                if (part instanceof Part.ToolResult result) {
                    rest.addAll(result(result));
                }
            }
            message.parts().stream()
                    .filter(part -> !(part instanceof Part.ToolResult))
                    .forEach(rest::add);
            rests.add(rest);
        }
        for (int i = 0; i < rests.size(); i++) {
            boolean onlyResults = rests.get(i).isEmpty() && !between.get(i).parts().isEmpty();
            if (!onlyResults) {
                var role = between.get(i).role() == Role.SYSTEM ? "system" : "user";
                parts.content(rests.get(i), message(role));
            }
        }
        between.clear();
    }

    /// A tool message holds text alone; what else the tool gave is shown behind all results.
    ///
    /// @return what is still to be shown
    private List<Part> result(Part.ToolResult result) {
        var shown = new ArrayList<Part>();
        var said = new ArrayList<Part>();
        for (var part : result.content()) {
            if (part instanceof Part.Text) {
                said.add(part);
            } else {
                attachments++;
                said.add(text("[attachment " + attachments + ": in the next user message]"));
                shown.add(text("[attachment " + attachments + "]"));
                shown.add(part);
            }
        }
        if (result.failed()) {
            markFailed(said);
        }
        parts.noteCacheControl(result.cacheControl());
        parts.content(said, message("tool").put("tool_call_id", callId(result.callId())));
        return shown;
    }

    /// There is no flag for it, so the text has to say it.
    private static void markFailed(List<Part> said) {
        if (said.isEmpty() || !(said.getFirst() instanceof Part.Text(var text, var cache))) {
            said.addFirst(text("Error"));
        } else if (!text.regionMatches(true, 0, "error", 0, 5)) {
            said.set(0, new Part.Text("Error: " + text, cache));
        }
    }

    private void assistant(List<Part> turn) {
        var message = message("assistant");
        var said =
                turn.stream()
                        .filter(
                                part ->
                                        !(part instanceof Part.ToolCall
                                                || part instanceof Part.Thinking
                                                || part instanceof Part.RedactedThinking))
                        .toList();
        boolean calls = turn.stream().anyMatch(Part.ToolCall.class::isInstance);
        if (calls && PartWriter.isNothing(said)) {
            message.putNull("content");
        } else {
            parts.content(said, message);
        }
        if (thoughtsWanted) {
            thoughts(turn, message);
        }
        if (calls) {
            calls(turn, message.putArray("tool_calls"));
        }
    }

    private static void thoughts(List<Part> turn, ObjectNode message) {
        var text = new StringBuilder();
        var blocks = message.arrayNode();
        for (var part : turn) {
            switch (part) {
                case Part.Thinking(var thought, var signature) -> {
                    text.append(thought);
                    if (signature != null) {
                        ThinkingBlocks.thinking(blocks, thought, signature);
                    }
                }
                case Part.RedactedThinking(var data) -> ThinkingBlocks.redacted(blocks, data);
                case Part.Text _,
                        Part.Image _,
                        Part.Document _,
                        Part.ToolCall _,
                        Part.ToolResult _ -> {}
            }
        }
        if (!text.isEmpty()) {
            message.put("reasoning_content", text.toString());
        }
        if (!blocks.isEmpty()) {
            message.set("thinking_blocks", blocks);
        }
    }

    private void calls(List<Part> turn, ArrayNode calls) {
        Signature signature = null;
        for (var part : turn) {
            if (part instanceof Part.ToolCall(var id, var name, var arguments, var cache)) {
                parts.noteCacheControl(cache);
                var call = calls.addObject().put("id", callId(id)).put("type", "function");
                call.putObject("function").put("name", name).put("arguments", arguments);
                if (signature != null && thoughtsWanted) {
                    ThinkingBlocks.sign(call, signature);
                }
            }
            signature =
                    part instanceof Part.Thinking(_, var own)
                                    && own != null
                                    && own.maker() == Signature.Maker.GEMINI
                            ? own
                            : null;
        }
    }

    /// Call and result are changed alike, so they still meet.
    private static String callId(String id) {
        return id.length() <= MAX_CALL_ID ? id : "call_" + Digest.of(id).substring(0, 35);
    }

    private static Part text(String text) {
        return new Part.Text(text, null);
    }

    private ObjectNode message(String role) {
        return messages.addObject().put("role", role);
    }
}
