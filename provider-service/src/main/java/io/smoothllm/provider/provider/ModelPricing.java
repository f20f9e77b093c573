package io.smoothllm.provider.provider;

import io.smoothllm.model.catalog.CatalogModel;
import io.smoothllm.model.error.ProblemBody.FieldError;
import io.smoothllm.model.price.PriceList;
import io.smoothllm.model.price.PriceSource;
import io.smoothllm.provider.preset.Preset;
import io.smoothllm.provider.preset.Presets;
import io.smoothllm.provider.price.DefaultPrice;
import io.smoothllm.provider.price.DefaultPrices;
import io.smoothllm.provider.problem.Problem;
import io.smoothllm.provider.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// What a provider's models cost: as was said, and for the rest as this release's default prices
/// say. Written into the row, so that what is shown is what is charged, and changes by a new
/// version only.
@ApplicationScoped
class ModelPricing {
    private final DefaultPrices defaults;

    ModelPricing(DefaultPrices defaults) {
        this.defaults = defaults;
    }

    /// @param row with the address, dialect and preset that are wanted
    /// @param before the models that it had
    /// @throws ProblemException when prices are to be the default and are said to be others. Those
    ///     that it had are no others: who read a provider may write it back
    ProviderSettings priced(ProviderRow row, ProviderSettings wanted, List<CatalogModel> before) {
        var priced = new ArrayList<CatalogModel>();
        var errors = new ArrayList<FieldError>();
        for (int i = 0; i < wanted.models().size(); i++) {
            var model = wanted.models().get(i);
            var now = following(row, wanted, model);
            if (isOther(model.prices(), now.prices()) && !had(before, model)) {
                errors.add(
                        new FieldError(
                                "models[" + i + "].priceSource",
                                "is DEFAULT, and the prices are not the default ones: leave them"
                                        + " out, or say OWN"));
            }
            priced.add(now);
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(new Problem.Invalid(errors));
        }
        return wanted.with(priced);
    }

    /// The same by the default prices of this release.
    ProviderSettings following(ProviderRow row, ProviderSettings settings) {
        return settings.with(
                settings.models().stream().map(model -> following(row, settings, model)).toList());
    }

    private CatalogModel following(ProviderRow row, ProviderSettings settings, CatalogModel model) {
        return switch (model.priceSource()) {
            case OWN -> model;
            case DEFAULT -> {
                var presetUrl = Presets.find(settings.preset()).map(Preset::baseUrl).orElse(null);
                var price =
                        defaults.find(
                                row.baseUrl().uri(), presetUrl, row.dialect, model.upstreamName());
                yield new CatalogModel(
                        model.name(),
                        model.upstreamName(),
                        price.map(DefaultPrice::prices).orElse(PriceList.NONE),
                        PriceSource.DEFAULT,
                        model.contextWindow(),
                        model.maxOutputTokens());
            }
        };
    }

    private static boolean had(List<CatalogModel> before, CatalogModel model) {
        return before.stream()
                .anyMatch(
                        old ->
                                old.name().equals(model.name())
                                        && old.prices().equals(model.prices()));
    }

    private static boolean isOther(PriceList said, PriceList now) {
        return !said.saysNothing() && !said.equals(now);
    }
}
