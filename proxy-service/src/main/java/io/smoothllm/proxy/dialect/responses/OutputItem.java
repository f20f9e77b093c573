package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.Json;
import java.util.Locale;

/// One item of an answer's `output`, growing.
abstract sealed class OutputItem permits MessageItem, ReasoningItem, CallItem {
    enum Status {
        IN_PROGRESS,
        COMPLETED,
        INCOMPLETE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final int index;
    private final String id;
    private Status status = Status.IN_PROGRESS;

    /// @param index in `output`
    OutputItem(int index, String id) {
        this.index = index;
        this.id = id;
    }

    int index() {
        return index;
    }

    String id() {
        return id;
    }

    boolean isOpen() {
        return status == Status.IN_PROGRESS;
    }

    void close(Status last) {
        status = last;
    }

    /// As it is now.
    ObjectNode toJson() {
        var item = Json.MAPPER.createObjectNode().put("id", id);
        describe(item);
        return item.put("status", status.word());
    }

    abstract void describe(ObjectNode item);
}
