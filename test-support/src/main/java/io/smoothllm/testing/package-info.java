/// What tests and the laptop stack run on instead of containers: a real PostgreSQL
/// ([io.smoothllm.testing.postgres]), a real Kafka broker ([io.smoothllm.testing.kafka]), a
/// provider that speaks OpenAI and Anthropic ([io.smoothllm.testing.simulator]), and fixtures
/// ([io.smoothllm.testing.fixtures]).
///
/// Everything listens on the loopback address only. Nothing here ships in a service.
package io.smoothllm.testing;
