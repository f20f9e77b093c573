package io.smoothllm.provider.route;

import static java.util.Objects.requireNonNullElse;

import io.smoothllm.model.catalog.CatalogRoute.Candidate;
import io.smoothllm.provider.provider.ModelRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/// A route as someone wants it.
///
/// @param enabled absent = true
/// @param version what the caller read; absent = change whatever is there
record RouteRequest(
        @NotNull(message = "is missing")
                @Pattern(regexp = ModelRequest.NAME, message = ModelRequest.NAME_RULE)
                String alias,
        Boolean enabled,
        @NotNull(message = "is missing") @Size(min = 1, max = 50)
                List<@NotNull(message = "is missing") @Valid CandidateRequest> candidates,
        Long version) {

    /// @param model a model name of that provider, ours or its own
    /// @param priority lower is tried first; absent = 100
    /// @param weight share among candidates of one priority; absent = 100
    record CandidateRequest(
            @NotNull(message = "is missing") UUID providerId,
            @NotNull(message = "is missing")
                    @Pattern(regexp = ModelRequest.NAME, message = ModelRequest.NAME_RULE)
                    String model,
            @Min(0) @Max(1000) Integer priority,
            @Min(1) @Max(1000) Integer weight) {

        Candidate toCandidate() {
            return new Candidate(
                    providerId,
                    model,
                    requireNonNullElse(priority, 100),
                    requireNonNullElse(weight, 100));
        }
    }
}
