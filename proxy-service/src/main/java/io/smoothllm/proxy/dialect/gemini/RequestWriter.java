package io.smoothllm.proxy.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Writes a request for `generateContent` or `streamGenerateContent`; the model and whether it is a
/// stream stand in the address.
final class RequestWriter {
    private final ChatRequest request;
    private final GeminiModel model;
    private final Compatibility compatibility;

    /// Each named once, however often it was said.
    private final Set<String> ignored = new LinkedHashSet<>();

    RequestWriter(ChatRequest request, GeminiModel model, Compatibility compatibility) {
        this.request = request;
        this.model = model;
        this.compatibility = compatibility;
    }

    /// @throws ProblemException [io.smoothllm.proxy.problem.Problem.InvalidRequest] or
    ///     [io.smoothllm.proxy.problem.Problem.Unsupported]
    Buffer write() {
        var body = Json.MAPPER.createObjectNode();
        new ContentWriter(request.messages(), model, ignored).write(body);
        new ToolWriter(request.tools(), ignored).write(body);
        var config = new GenerationConfigWriter(request, model, compatibility, ignored).write();
        if (!config.isEmpty()) {
            body.set("generationConfig", config);
        }
        labels(body);
        return Buffer.buffer(Json.bytes(body));
    }

    /// What [#write] left out, by OpenAI's names.
    List<String> ignored() {
        return List.copyOf(ignored);
    }

    /// `ServiceTier` knows `flex`, `standard` and `priority`; standard is what is meant by saying
    /// nothing.
    private void labels(ObjectNode body) {
        var labels = request.labels();
        switch (labels.serviceTier()) {
            case null -> {}
            case "auto", "default" -> {}
            case "flex", "priority" -> body.put("serviceTier", labels.serviceTier());
            default -> ignored.add("service_tier");
        }
        ignore("user", labels.userId());
        ignore("verbosity", labels.verbosity());
        ignore("prompt_cache_key", labels.promptCacheKey());
        ignore("metadata", labels.metadata());
    }

    private void ignore(String name, Object value) {
        if (value != null) {
            ignored.add(name);
        }
    }
}
