/// From a model name to the providers that have it: [CatalogView] follows the catalog and makes an
/// immutable [Catalog] of it at each change; [Router] picks candidates from it for one call.
///
/// Credentials are opened here, once per change, and live in memory only.
package io.smoothllm.proxy.routing;
