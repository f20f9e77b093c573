package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.ModelListing;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/// Type `Model` of the OpenAI API. There is one page, with all of them.
final class OpenAiModels implements ModelListing {
    /// Nothing marks them, so they are everybody who is not marked.
    @Override
    public boolean isAskedBy(MultiMap headers) {
        return false;
    }

    @Override
    public Buffer list(List<String> names, MultiMap parameters) {
        var list = Json.MAPPER.createObjectNode().put("object", "list");
        var data = list.putArray("data");
        names.forEach(name -> data.add(model(name)));
        return Buffer.buffer(Json.bytes(list));
    }

    @Override
    public Buffer one(String name) {
        return Buffer.buffer(Json.bytes(model(name)));
    }

    /// Nobody here knows when a model was made; the field is required, and 0 is honest.
    private static ObjectNode model(String name) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "smoothllm");
    }
}
