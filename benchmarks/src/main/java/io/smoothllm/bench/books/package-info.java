/// Three accounts of the same calls, held against each other: the ledger's, the provider's, and
/// what clients were told. [Books] is the place to start.
package io.smoothllm.bench.books;
