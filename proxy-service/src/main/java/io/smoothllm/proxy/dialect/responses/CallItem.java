package io.smoothllm.proxy.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.responses.OfferedTools.ClientName;

/// A call of one of the client's tools (types `ResponseFunctionToolCall` and
/// `ResponseCustomToolCall`).
final class CallItem extends OutputItem {
    private final String callId;
    private final ClientName tool;
    private final StringBuilder arguments = new StringBuilder();

    CallItem(int index, String id, String callId, ClientName tool) {
        super(index, id);
        this.callId = callId;
        this.tool = tool;
    }

    ClientName tool() {
        return tool;
    }

    void grow(String fragment) {
        arguments.append(fragment);
    }

    String arguments() {
        return arguments.toString();
    }

    /// What a custom tool gets; only known when the call is complete.
    String input() {
        return isOpen() ? "" : OfferedTools.unwrapped(arguments());
    }

    @Override
    void describe(ObjectNode item) {
        item.put("type", tool.custom() ? "custom_tool_call" : "function_call");
        item.put("call_id", callId);
        if (tool.namespace() != null) {
            item.put("namespace", tool.namespace());
        }
        item.put("name", tool.name());
        if (tool.custom()) {
            item.put("input", input());
        } else {
            item.put("arguments", arguments());
        }
    }
}
