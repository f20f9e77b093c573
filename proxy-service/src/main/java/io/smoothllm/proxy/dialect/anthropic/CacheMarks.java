package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// Prompt-cache markers in a written request. The API takes four and answers more with a 400; the
/// later ones cover the most, so the first ones go.
final class CacheMarks {
    private static final int MOST = 4;
    private static final String MARK = "cache_control";

    private CacheMarks() {}

    /// @return whether there were too many
    static boolean limit(ObjectNode body) {
        // In the order of the prompt.
        var marked = new ArrayList<ObjectNode>();
        collect(body.path("tools"), marked);
        collect(body.path("system"), marked);
        for (var message : body.path("messages")) {
            for (var block : message.path("content")) {
                collect(block.path("content"), marked);
            }
            collect(message.path("content"), marked);
        }
        int over = marked.size() - MOST;
        for (int i = 0; i < over; i++) {
            marked.get(i).remove(MARK);
        }
        return over > 0;
    }

    private static void collect(JsonNode blocks, List<ObjectNode> marked) {
        for (var block : blocks) {
            if (block.has(MARK)) {
                marked.add((ObjectNode) block);
            }
        }
    }
}
