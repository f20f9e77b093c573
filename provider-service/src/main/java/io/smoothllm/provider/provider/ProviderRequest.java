package io.smoothllm.provider.provider;

import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.provider.sealing.ApiKey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A provider as someone wants it; PUT replaces all of it but the key.
///
/// @param preset absent or empty = none
/// @param dialect absent = the preset's
/// @param baseUrl absent = the preset's, or where everyone finds that dialect's provider
/// @param apiKey absent = keep what is stored; empty = remove it
/// @param enabled absent = true
/// @param priority lower is tried first; absent = 100
/// @param weight share among providers of one priority; absent = 100
/// @param compatibility absent = as the preset says, without one the default
/// @param version what the caller read; absent = change whatever is there
record ProviderRequest(
        @NotNull(message = "is missing")
                @Pattern(
                        regexp = "[a-z0-9][a-z0-9-_.]{0,62}",
                        message =
                                "must be 1 to 63 characters of a-z, 0-9, '-', '_' and '.', the"
                                        + " first a letter or digit")
                String name,
        @Schema(description = "One of GET /api/v1/providers/presets") String preset,
        @Schema(description = "Needed without a preset") Dialect dialect,
        @Schema(description = "Needed where the preset or the dialect has no usual one")
                String baseUrl,
        ApiKey apiKey,
        Boolean enabled,
        @Min(0) @Max(1000) Integer priority,
        @Min(1) @Max(1000) Integer weight,
        Map<String, String> headers,
        @Valid TimeoutsRequest timeouts,
        @Size(max = 1000) List<@NotNull(message = "is missing") @Valid ModelRequest> models,
        CompatibilityChoice compatibility,
        Long version) {}
