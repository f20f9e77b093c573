package io.smoothllm.usage.testing;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.smoothllm.testing.quarkus.IdentityResource;
import io.smoothllm.testing.quarkus.KafkaResource;
import io.smoothllm.testing.quarkus.PostgresResource;

/// What every `@QuarkusTest` of this module runs on; found by Quarkus, used by nobody.
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "database", value = "usage"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(IdentityResource.class)
final class Servers {}
