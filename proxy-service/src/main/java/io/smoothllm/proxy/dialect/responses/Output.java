package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.smoothllm.proxy.dialect.ChatEvent.Finish;
import io.smoothllm.proxy.dialect.ChatEvent.TokenProbability;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.responses.OutputItem.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The items of an answer as they grow, in the order the model began them. Texts and thoughts end
/// where the next item begins; calls may interleave, so they all end with the answer.
final class Output {
    /// Hears what happens, just after it did.
    interface Listener {
        /// For answers that are only looked at when they are whole.
        Listener NOBODY = new Listener() {};

        default void began(OutputItem item) {}

        default void began(MessageItem item, MessageItem.Part part) {}

        default void grew(
                MessageItem item,
                MessageItem.Part part,
                String delta,
                List<TokenProbability> logProbs) {}

        default void ended(MessageItem item, MessageItem.Part part) {}

        /// @param first it had no text before
        default void grew(ReasoningItem item, String delta, boolean first) {}

        default void grew(CallItem item, String delta) {}

        default void ended(OutputItem item) {}
    }

    private final String seed;
    private final OfferedTools tools;
    private final Listener listener;
    private final List<OutputItem> items = new ArrayList<>();
    private final Map<Integer, CallItem> calls = new HashMap<>();

    /// The message or the thought that grows; null = none.
    private OutputItem current;

    /// Where the last piece went.
    private OutputItem latest;

    /// @param seed makes the items' ids unique
    Output(String seed, OfferedTools tools, Listener listener) {
        this.seed = seed;
        this.tools = tools;
        this.listener = listener;
    }

    void text(String delta, boolean refusal, List<TokenProbability> logProbs) {
        if (delta.isEmpty()) {
            return;
        }
        var message = message();
        var part = message.last();
        if (part == null || part.isRefusal() != refusal) {
            endPart(message);
            part = message.begin(refusal);
            listener.began(message, part);
        }
        MessageItem.grow(part, delta, logProbs);
        listener.grew(message, part, delta, logProbs);
    }

    /// Those that came without a text, of the text so far; without one they say nothing.
    void probabilities(List<TokenProbability> logProbs) {
        if (current instanceof MessageItem message && !message.last().isRefusal()) {
            MessageItem.grow(message.last(), "", logProbs);
            listener.grew(message, message.last(), "", logProbs);
        }
    }

    void thought(String delta) {
        if (delta.isEmpty()) {
            return;
        }
        if (!(current instanceof ReasoningItem)) {
            begin(new ReasoningItem(items.size(), id("rs")));
        }
        var thought = (ReasoningItem) current;
        boolean first = thought.isSilent();
        thought.grow(delta);
        latest = thought;
        listener.grew(thought, delta, first);
    }

    /// A signature belongs to the thought before it; without one, it is an item of its own, and
    /// belongs to the item behind it.
    void signed(String opaque) {
        if (!(current instanceof ReasoningItem)) {
            begin(new ReasoningItem(items.size(), id("rs")));
        }
        ((ReasoningItem) current).seal(opaque);
        endCurrent(Status.COMPLETED);
    }

    void redacted(String data) {
        endCurrent(Status.COMPLETED);
        signed(ReasoningItem.REDACTED + data);
    }

    void callStarted(int call, String callId, String name) {
        endCurrent(Status.COMPLETED);
        var tool = tools.clientName(name);
        var item = new CallItem(items.size(), id(tool.custom() ? "ctc" : "fc"), callId, tool);
        calls.put(call, item);
        items.add(item);
        latest = item;
        listener.began(item);
    }

    void callArguments(int call, String fragment) {
        if (fragment.isEmpty()) {
            return;
        }
        var item = calls.get(call);
        item.grow(fragment);
        latest = item;
        listener.grew(item, fragment);
    }

    /// Of an answer that was cut off, the item is incomplete that was being written.
    void finish(Finish reason) {
        boolean cut = reason == Finish.LENGTH || reason == Finish.CONTEXT_FULL;
        endCurrent(cut && current == latest ? Status.INCOMPLETE : Status.COMPLETED);
        for (var item : items) {
            if (item.isOpen()) {
                item.close(cut && item == latest ? Status.INCOMPLETE : Status.COMPLETED);
                listener.ended(item);
            }
        }
    }

    ArrayNode toJson() {
        var output = Json.MAPPER.createArrayNode();
        items.forEach(item -> output.add(item.toJson()));
        return output;
    }

    private MessageItem message() {
        if (!(current instanceof MessageItem)) {
            begin(new MessageItem(items.size(), id("msg")));
        }
        latest = current;
        return (MessageItem) current;
    }

    private void begin(OutputItem item) {
        endCurrent(Status.COMPLETED);
        items.add(item);
        current = item;
        latest = item;
        listener.began(item);
    }

    private void endCurrent(Status status) {
        if (current == null) {
            return;
        }
        if (current instanceof MessageItem message) {
            endPart(message);
        }
        current.close(status);
        listener.ended(current);
        current = null;
    }

    private void endPart(MessageItem message) {
        if (message.last() != null) {
            listener.ended(message, message.last());
        }
    }

    private String id(String kind) {
        return kind + "_" + seed + "_" + items.size();
    }
}
