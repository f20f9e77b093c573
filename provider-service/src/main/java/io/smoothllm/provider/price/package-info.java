/// What well-known models cost: the resource `prices/default-prices.json`, made of a data package
/// by `src/main/prices/refresh.js`. [DefaultPrices] answers, by the package's own rules:
/// `PricedProvider` says who bills, its models are tried in order, and a [Match] says which names
/// mean one. `PricesResource` shows them.
///
/// A list of prices is true for a release. What was charged by it stays charged.
package io.smoothllm.provider.price;
