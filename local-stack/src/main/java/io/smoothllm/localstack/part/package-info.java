/// What the stack consists of: PostgreSQL, Kafka and the services (a child process each, most of
/// them a [ServiceProcess]), and the provider simulator in this process.
///
/// A [Part] knows how to start; a [Part.Running] is one life of it.
package io.smoothllm.localstack.part;
