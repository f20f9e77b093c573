package io.smoothllm.testing.simulator.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.testing.simulator.wire.Json;
import io.smoothllm.testing.simulator.wire.Reply;
import java.util.List;

/// The models on show, see also the OpenAI side.
final class Models {
    private static final List<String> SHOWN =
            List.of("sim-claude", "sim-claude-large", "sim-claude-reasoning");

    private Models() {}

    static Reply list() {
        var list = JsonNodeFactory.instance.objectNode();
        var data = list.putArray("data");
        SHOWN.forEach(id -> data.add(model(id)));
        list.put("has_more", false)
                .put("first_id", SHOWN.getFirst())
                .put("last_id", SHOWN.getLast());
        return Reply.json(200, Json.write(list));
    }

    static Reply one(String id) {
        return Reply.json(200, Json.write(model(id)));
    }

    private static ObjectNode model(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "model")
                .put("id", id)
                .put("display_name", "Simulated " + id)
                .put("created_at", "2025-01-01T00:00:00Z");
    }
}
