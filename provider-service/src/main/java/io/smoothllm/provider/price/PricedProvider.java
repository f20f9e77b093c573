package io.smoothllm.provider.price;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who bills, and for what.
///
/// @param address how the base URLs of its API begin
/// @param providerMatch other words for it; null = none
/// @param modelMatch names of models that are taken for its own when nobody says whose they are;
///     null = none
/// @param fallbacks ids of providers whose models it sells at their prices
/// @param models the first that matches a name is meant
record PricedProvider(
        String id,
        String name,
        Pattern address,
        Match providerMatch,
        Match modelMatch,
        List<String> fallbacks,
        List<PricedModel> models) {
    PricedProvider {
        fallbacks = fallbacks == null ? List.of() : List.copyOf(fallbacks);
        models = List.copyOf(models);
    }

    boolean isAt(String baseUrl) {
        return address.matcher(baseUrl).lookingAt();
    }

    boolean isCalled(String word) {
        return providerMatch != null && providerMatch.fits(word);
    }

    boolean isTakenForMakerOf(String model) {
        return modelMatch != null && modelMatch.fits(model);
    }

    Optional<PricedModel> model(String called) {
        return models.stream().filter(model -> model.match().fits(called)).findFirst();
    }
}
