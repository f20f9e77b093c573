/// Providers, their sealed credentials, models and prices, and the routes over them; everything is
/// published on `smoothllm.catalog`, from where the proxies take it. Who did what is told on
/// `smoothllm.audit` (`audit`).
///
/// Read `provider` first, then `route` and `connectivity`; `preset` lists providers that are known
/// by name, `upstream` says where a provider may live, `sealing` how its key is kept, `ownership`
/// whose a thing is, `problem` how a request fails. This service never sees a prompt, and a key
/// leaves it only towards its own provider.
package io.smoothllm.provider;
