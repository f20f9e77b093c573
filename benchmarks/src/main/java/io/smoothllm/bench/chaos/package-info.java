/// Whether the ledger can be proved, whatever is killed: [Chaos] kills processes in random order
/// and at random times while a crowd asks, and compares the books when all is back.
package io.smoothllm.bench.chaos;
