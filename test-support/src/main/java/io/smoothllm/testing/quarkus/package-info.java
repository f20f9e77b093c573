/// Test resources for `@QuarkusTest`. PostgreSQL and Kafka start once per test JVM, whatever number
/// of classes and profiles use them.
///
/// ```java
/// @QuarkusTest
/// @QuarkusTestResource(value = PostgresResource.class,
///         initArgs = @ResourceArg(name = "database", value = "providers"))
/// @QuarkusTestResource(KafkaResource.class)
/// @QuarkusTestResource(IdentityResource.class)
/// class ProvidersTest {}
/// ```
///
/// One annotated class serves the whole module. Topics are for their owner to create.
package io.smoothllm.testing.quarkus;
