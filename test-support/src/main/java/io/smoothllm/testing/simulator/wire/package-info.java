/// What passes between the simulator's HTTP side and its two dialects: a [Call] in, a [Reply] out.
/// A dialect is a [ProviderDialect]; it knows nothing of sockets, scripts or the ledger.
package io.smoothllm.testing.simulator.wire;
