package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatEvent.TokenProbability;
import io.smoothllm.proxy.dialect.Json;
import java.util.ArrayList;
import java.util.List;

/// What the model says to the user: texts, and why it does not answer (type
/// `ResponseOutputMessage`).
final class MessageItem extends OutputItem {
    /// One part of its content.
    static final class Part {
        private final int index;
        private final boolean refusal;
        private final StringBuilder text = new StringBuilder();
        private final List<TokenProbability> logProbs = new ArrayList<>();

        private Part(int index, boolean refusal) {
            this.index = index;
            this.refusal = refusal;
        }

        int index() {
            return index;
        }

        boolean isRefusal() {
            return refusal;
        }

        String text() {
            return text.toString();
        }

        List<TokenProbability> logProbs() {
            return logProbs;
        }

        ObjectNode toJson() {
            var part = Json.MAPPER.createObjectNode();
            if (refusal) {
                return part.put("type", "refusal").put("refusal", text());
            }
            part.put("type", "output_text").put("text", text()).putArray("annotations");
            part.set("logprobs", written(logProbs));
            return part;
        }
    }

    private final List<Part> parts = new ArrayList<>();

    MessageItem(int index, String id) {
        super(index, id);
    }

    /// The part that grows; null = none yet.
    Part last() {
        return parts.isEmpty() ? null : parts.getLast();
    }

    Part begin(boolean refusal) {
        var part = new Part(parts.size(), refusal);
        parts.add(part);
        return part;
    }

    static void grow(Part part, String delta, List<TokenProbability> logProbs) {
        part.text.append(delta);
        part.logProbs.addAll(logProbs);
    }

    @Override
    void describe(ObjectNode item) {
        item.put("type", "message").put("role", "assistant");
        var content = item.putArray("content");
        parts.forEach(part -> content.add(part.toJson()));
    }

    static ArrayNode written(List<TokenProbability> tokens) {
        var list = Json.MAPPER.createArrayNode();
        for (var token : tokens) {
            var written = written(token, list.addObject());
            var alternatives = written.putArray("top_logprobs");
            token.alternatives().forEach(other -> written(other, alternatives.addObject()));
        }
        return list;
    }

    private static ObjectNode written(TokenProbability token, ObjectNode written) {
        written.put("token", token.token()).put("logprob", token.logProbability());
        var bytes = written.putArray("bytes");
        if (token.bytes() != null) {
            token.bytes().forEach(bytes::add);
        }
        return written;
    }
}
