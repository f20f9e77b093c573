/// The HTTP call to a provider: [Destinations] says which address a name stands for and whether it
/// is allowed, [UpstreamClient] connects to that very address, [UpstreamCall] is one attempt with
/// its deadlines.
package io.smoothllm.proxy.upstream;
