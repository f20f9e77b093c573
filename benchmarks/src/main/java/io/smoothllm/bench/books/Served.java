package io.smoothllm.bench.books;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.Wire;
import io.smoothllm.model.usage.TokenCounts;

/// A request as the simulator has it.
///
/// @param requestId the gateway's, which sends it along
/// @param outcome `FINISHED` when all of the answer was handed to the network
public record Served(String requestId, String outcome, TokenCounts tokens) {

    /// @param item of `/_simulator/ledger`
    static Served of(JsonNode item) {
        return new Served(
                item.path("headers").path("x-client-request-id").asText(),
                item.path("outcome").asText(),
                Wire.read(Wire.write(item.path("tokens")), TokenCounts.class));
    }

    boolean finished() {
        return outcome.equals("FINISHED");
    }
}
