/// Really calls a provider, saved or not, and says in plain words what came of it.
///
/// `ConnectivityResource` → [Connectivity], the steps of a test → `Probe`, the two requests in each
/// dialect's words, signed by `BedrockSignature` where the key is one of AWS → `PinnedHttp`, which
/// connects to the very address that was judged. [Trouble] is every way it can go wrong. A key goes
/// to its provider and nowhere else: redirects are not followed, and whatever a provider repeats of
/// its key is cut out of the answer.
package io.smoothllm.provider.connectivity;
