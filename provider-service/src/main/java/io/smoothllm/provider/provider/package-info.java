/// Providers: `ProviderResource` takes a [ProviderRequest], which becomes a valid [ProviderDraft]
/// or a list of what is wrong with it; [Providers] holds the rules; `ProviderRow` is the row, and
/// `ProviderOutbox` what the proxies hear of it. [Destination] and `CompatibilityChoice` say what
/// follows from its preset, `ModelPricing` what its models cost. A health check in the background
/// will read [Providers#upstream] as `connectivity` does.
///
/// A stored key is only ever sent to the origin it was given for: whoever moves a provider to
/// another scheme, host or port gives the key again.
package io.smoothllm.provider.provider;
