package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A thought (type `ResponseReasoningItem`). It is shown whole, as its summary: the model that had
/// it wants it back unchanged, with its signature, which goes into `encrypted_content`.
final class ReasoningItem extends OutputItem {
    /// In front of a thought that its maker encrypted, to tell it from a signature.
    static final String REDACTED = "redacted.";

    private final StringBuilder text = new StringBuilder();
    private String sealed;

    ReasoningItem(int index, String id) {
        super(index, id);
    }

    String text() {
        return text.toString();
    }

    boolean isSilent() {
        return text.isEmpty();
    }

    void grow(String delta) {
        text.append(delta);
    }

    void seal(String encrypted) {
        sealed = encrypted;
    }

    @Override
    void describe(ObjectNode item) {
        item.put("type", "reasoning");
        var summary = item.putArray("summary");
        if (!isSilent()) {
            summary.addObject().put("type", "summary_text").put("text", text());
        }
        item.put("encrypted_content", sealed);
    }
}
