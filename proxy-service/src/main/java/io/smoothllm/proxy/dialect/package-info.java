/// Whose words are whose. A call is a [Conversation] between a client's dialect and a provider's:
/// the same one passes bytes through, two different ones meet in a neutral form ([ChatRequest] on
/// the way there, [ChatEvent]s on the way back), so N clients and M providers need N + M pieces.
///
/// Dialect packages never import each other; [Dialects] is the one list of who speaks what.
package io.smoothllm.proxy.dialect;
