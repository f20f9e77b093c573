package io.smoothllm.provider.provider;

import static java.util.Objects.requireNonNullElse;

import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.catalog.Timeouts;
import io.smoothllm.model.error.ProblemBody.FieldError;
import io.smoothllm.provider.problem.Problem;
import io.smoothllm.provider.problem.ProblemException;
import io.smoothllm.provider.sealing.ApiKey;
import io.smoothllm.provider.upstream.BaseUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// A valid wish for a provider.
///
/// @param apiKey null = keep what is stored; empty = remove it
/// @param version null = change whatever is there
record ProviderDraft(
        String name,
        Dialect dialect,
        BaseUrl baseUrl,
        ApiKey apiKey,
        boolean enabled,
        int priority,
        int weight,
        ProviderSettings settings,
        Long version) {
    /// @throws ProblemException [Problem.Invalid], with everything that is wrong
    static ProviderDraft of(ProviderRequest request) {
        var errors = new ArrayList<FieldError>();
        var headers = requireNonNullElse(request.headers(), Map.<String, String>of());
        var models = requireNonNullElse(request.models(), List.<ModelRequest>of());
        errors.addAll(ExtraHeaders.errorsOf(headers));
        errors.addAll(errorsOf(models));
        var destination =
                Destination.of(request.preset(), request.dialect(), request.baseUrl(), errors);
        destination.checkKey(request.apiKey(), errors);
        if (!errors.isEmpty()) {
            throw new ProblemException(new Problem.Invalid(errors));
        }
        return new ProviderDraft(
                request.name(),
                destination.dialect(),
                destination.baseUrl(),
                request.apiKey(),
                requireNonNullElse(request.enabled(), true),
                requireNonNullElse(request.priority(), 100),
                requireNonNullElse(request.weight(), 100),
                settings(request, destination, headers, models),
                request.version());
    }

    private static ProviderSettings settings(
            ProviderRequest request,
            Destination destination,
            Map<String, String> headers,
            List<ModelRequest> models) {
        var choice = requireNonNullElse(request.compatibility(), CompatibilityChoice.NONE);
        return new ProviderSettings(
                headers,
                request.timeouts() == null ? Timeouts.DEFAULT : request.timeouts().toTimeouts(),
                models.stream().map(ModelRequest::toModel).toList(),
                destination.presetName(),
                choice,
                choice.over(destination.compatibility()));
    }

    private static List<FieldError> errorsOf(List<ModelRequest> models) {
        var errors = new ArrayList<FieldError>();
        var names = new HashSet<String>();
        for (int i = 0; i < models.size(); i++) {
            var at = "models[" + i + "].";
            if (!names.add(models.get(i).name())) {
                errors.add(new FieldError(at + "name", "is there twice"));
            }
            for (var fault : models.get(i).prices().faults()) {
                errors.add(new FieldError(at + fault.field(), fault.message()));
            }
        }
        return errors;
    }
}
