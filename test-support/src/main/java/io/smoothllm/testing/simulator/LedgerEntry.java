package io.smoothllm.testing.simulator;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smoothllm.model.usage.TokenCounts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/// One request that reached the simulator, as it stands now.
///
/// @param index 1, 2, 3 … in the order of arrival
/// @param dialect `openai` or `anthropic`
/// @param model as the request named it, in JSON or in a form; empty when it named none
/// @param headers those that matter, names in lower case; never a credential
/// @param authorizationScheme of the `authorization` header; empty when there is none
/// @param keySha256 of the key, hexadecimal; empty when there is none
/// @param body null when too many came since
/// @param status 0 until one is sent
/// @param tokens served so far
/// @param firstByteMs after arrival; null until then
/// @param endedMs after arrival; null until then
public record LedgerEntry(
        long index,
        Instant time,
        String dialect,
        String method,
        String path,
        String model,
        Map<String, String> headers,
        String authorizationScheme,
        boolean xApiKeyPresent,
        String keySha256,
        @JsonIgnore byte[] body,
        int status,
        TokenCounts tokens,
        Outcome outcome,
        Long firstByteMs,
        Long endedMs) {

    /// Null when too many came since.
    @JsonProperty("body")
    public String bodyText() {
        return body == null ? null : new String(body, StandardCharsets.UTF_8);
    }
}
