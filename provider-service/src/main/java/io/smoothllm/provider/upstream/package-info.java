/// Where a provider may live: the form of a [BaseUrl], and the addresses behind its name
/// ([UpstreamResolver]). Nothing is connected to that was not resolved and judged here.
package io.smoothllm.provider.upstream;
