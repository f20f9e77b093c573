/// What the stack consists of: PostgreSQL (a child process), Kafka and the provider simulator (in
/// this process), and the services ([ServiceProcess], a child process each).
///
/// A [Part] knows how to start; a [Part.Running] is one life of it.
package io.smoothllm.localstack.part;
