/// Where a model can be had: providers with their models and prices, and routes (aliases).
///
/// A provider's credential travels sealed; see `io.smoothllm.model.credential`.
package io.smoothllm.model.catalog;
