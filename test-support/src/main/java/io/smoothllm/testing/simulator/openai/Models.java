package io.smoothllm.testing.simulator.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.testing.simulator.wire.Json;
import io.smoothllm.testing.simulator.wire.Reply;
import java.util.List;
import java.util.function.BiPredicate;

/// The models on show. More are there for who knows the name, see the simulator's own page.
final class Models {
    private static final long CREATED = 1_735_689_600;
    private static final List<String> SHOWN =
            List.of(
                    "sim-small",
                    "sim-large",
                    "sim-small-reasoning",
                    "sim-embed",
                    "sim-slow",
                    "sim-cut",
                    "sim-error-429",
                    "sim-error-500");

    private Models() {}

    static Reply list() {
        var list = JsonNodeFactory.instance.objectNode().put("object", "list");
        var data = list.putArray("data");
        SHOWN.forEach(id -> data.add(model(id)));
        return Reply.json(200, Json.write(list));
    }

    static Reply one(String id, String key, BiPredicate<String, String> hasModel) {
        if (!hasModel.test(id, key)) {
            throw OpenAiErrors.unknownModel(id);
        }
        return Reply.json(200, Json.write(model(id)));
    }

    private static ObjectNode model(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "model")
                .put("created", CREATED)
                .put("owned_by", "simulator");
    }
}
