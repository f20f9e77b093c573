/// What the tests stand on: real PostgreSQL and Kafka, a keyset, people with access tokens, and
/// providers on a socket.
package io.smoothllm.provider.stack;
