package io.smoothllm.provider.connectivity;

import static java.util.Objects.requireNonNullElse;

import io.smoothllm.model.catalog.CatalogModel;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.provider.problem.Problem;
import io.smoothllm.provider.problem.ProblemException;
import io.smoothllm.provider.provider.Destination;
import io.smoothllm.provider.provider.ExtraHeaders;
import io.smoothllm.provider.provider.ModelRequest;
import io.smoothllm.provider.provider.Upstream;
import io.smoothllm.provider.sealing.ApiKey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A provider to try before it is saved.
///
/// @param preset null = none
/// @param dialect null = the preset's
/// @param id of the saved one it is an edit of, whose key is used when `apiKey` is absent
record UnsavedProvider(
        UUID id,
        String preset,
        Dialect dialect,
        String baseUrl,
        ApiKey apiKey,
        Map<String, String> headers,
        @Size(max = 1000) List<@NotNull(message = "is missing") @Valid ModelRequest> models) {

    /// With the key as given, if one is.
    Upstream toUpstream() {
        var wanted = requireNonNullElse(headers, Map.<String, String>of());
        var errors = new ArrayList<>(ExtraHeaders.errorsOf(wanted));
        var destination = Destination.of(preset, dialect, baseUrl, errors);
        destination.checkKey(apiKey, errors);
        if (!errors.isEmpty()) {
            throw new ProblemException(new Problem.Invalid(errors));
        }
        return new Upstream(
                destination.dialect(), destination.baseUrl(), apiKey, wanted, upstreamNames());
    }

    private List<String> upstreamNames() {
        return requireNonNullElse(models, List.<ModelRequest>of()).stream()
                .map(ModelRequest::toModel)
                .map(CatalogModel::upstreamName)
                .toList();
    }
}
