/// What keys and accounts have spent, as usage-service tells it: [SpendView] keeps the newest total
/// of each, [Uncounted] knows which of this proxy's own calls are not in them yet.
///
/// Nobody is refused for want of a total: the topic may be empty, or not be there at all.
package io.smoothllm.proxy.spend;
