package io.smoothllm.provider.provider;

import static java.util.Objects.requireNonNullElse;

import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.CatalogModel;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.catalog.Timeouts;
import io.smoothllm.model.error.ProblemBody.FieldError;
import io.smoothllm.provider.problem.Problem;
import io.smoothllm.provider.problem.ProblemException;
import io.smoothllm.provider.sealing.ApiKey;
import io.smoothllm.provider.upstream.BaseUrl;
import java.math.BigDecimal;
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
    /// The dearest model of 2026 costs 600; a price beyond this is a slip of the unit.
    private static final Money DEAREST = new Money(BigDecimal.valueOf(1_000_000));

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
            CatalogModel model = models.get(i).toModel();
            if (!names.add(model.name())) {
                errors.add(new FieldError(at + "name", "is there twice"));
            }
            checkPrice(model.inputPrice(), at + "inputPrice", errors);
            checkPrice(model.outputPrice(), at + "outputPrice", errors);
            checkPrice(model.cacheReadPrice(), at + "cacheReadPrice", errors);
            checkPrice(model.cacheWritePrice(), at + "cacheWritePrice", errors);
            checkPrice(model.cacheWriteHourPrice(), at + "cacheWriteHourPrice", errors);
        }
        return errors;
    }

    private static void checkPrice(Money price, String field, List<FieldError> errors) {
        if (price != null && (price.isNegative() || price.compareTo(DEAREST) > 0)) {
            errors.add(new FieldError(field, "must be from 0 to " + DEAREST));
        }
    }
}
