/// The HTTP call to a provider: [Destinations] says which address a name stands for and whether it
/// is allowed, [UpstreamClient] connects to that very address, [UpstreamCall] is one attempt with
/// its deadlines.
///
/// What clients name by URL, and a provider does not fetch, comes by way of [MediaClient]:
/// [Downloads] are those of one request, each a [Download].
package io.smoothllm.proxy.upstream;
