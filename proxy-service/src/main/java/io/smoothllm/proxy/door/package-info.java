/// HTTP under `/v1`. [Door] maps paths; [Inference] is the request path, one method; [Delivery]
/// brings a call to its candidates and the answer back, a stream by way of a [StreamRelay];
/// [Exchange] is one request of a client and its answer.
///
/// What is no chat is an [Operation]: [TokenCounting] answers what costs nothing, how many tokens a
/// call would have; all the rest is in [io.smoothllm.proxy.door.passthrough].
///
/// Whatever happens, a client gets an answer in its own dialect, and an admitted call is settled
/// once.
package io.smoothllm.proxy.door;
