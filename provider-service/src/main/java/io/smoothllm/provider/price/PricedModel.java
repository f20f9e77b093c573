package io.smoothllm.provider.price;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smoothllm.model.price.PriceList;

/// @param name for people; null = the id
/// @param match the names that mean it
/// @param prices say nothing where it is billed by what is not metered here
/// @param contextWindow tokens; null = not known
record PricedModel(
        String id,
        String name,
        Match match,
        @JsonUnwrapped PriceList prices,
        Integer contextWindow) {
    PricedModel {
        name = name == null ? id : name;
        prices = prices == null ? PriceList.NONE : prices;
    }
}
