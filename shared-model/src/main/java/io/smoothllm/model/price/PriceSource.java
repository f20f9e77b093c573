package io.smoothllm.model.price;

/// Where a model's prices come from.
public enum PriceSource {
    /// The list of well-known models that a release brings along; the prices follow it, and are
    /// absent where it does not know the model.
    DEFAULT,
    /// The provider's operator, who may also have said that there is none.
    OWN
}
