package io.smoothllm.localstack.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `/api/v1/providers` as we need it.
final class Providers {
    /// What a change may hold; PUT replaces all of it but the key.
    private static final List<String> CHANGEABLE =
            List.of(
                    "name",
                    "preset",
                    "dialect",
                    "baseUrl",
                    "enabled",
                    "priority",
                    "weight",
                    "headers",
                    "timeouts",
                    "models",
                    "compatibility",
                    "version");

    private Providers() {}

    static Optional<JsonNode> find(AdminApi api, String name)
            throws IOException, InterruptedException, ApiRefused {
        for (var provider : api.get("/api/v1/providers?limit=100&q=" + name).path("items")) {
            if (provider.path("name").asText().equals(name)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    /// A saved provider in the form of a request that changes nothing.
    static ObjectNode asRequest(JsonNode saved) {
        return ((ObjectNode) saved.deepCopy()).retain(CHANGEABLE);
    }
}
