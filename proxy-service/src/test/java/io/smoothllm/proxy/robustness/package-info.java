/// What nobody should send, over sockets, in every client dialect and from every kind of provider:
/// [Speaker] is a client dialect and [Maker] a provider, as far as these tests have to know them.
/// Adding one here puts it through everything.
///
/// Whatever comes, the client hears of it in its own dialect, the call is settled once, nothing is
/// gathered without a bound, and the next request works.
package io.smoothllm.proxy.robustness;
