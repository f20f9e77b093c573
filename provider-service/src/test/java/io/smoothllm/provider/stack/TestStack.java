package io.smoothllm.provider.stack;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.smoothllm.model.credential.CredentialSeal;
import io.smoothllm.testing.quarkus.KafkaResource;
import io.smoothllm.testing.quarkus.PostgresResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;

/// The servers of all tests of this module, and a keyset of its own.
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "database", value = "providers"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(TestStack.class)
public final class TestStack implements QuarkusTestResourceLifecycleManager {
    private Path keyset;

    @Override
    public Map<String, String> start() {
        try {
            keyset = Files.createTempFile("keyset", ".json");
            Files.writeString(keyset, CredentialSeal.newKeyset());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("No keyset for the tests", e);
        }
        return Map.of(
                "smoothllm.sealing.keyset-file", keyset.toString(),
                "smoothllm.jwks-url", SigningKey.jwksUrl());
    }

    @Override
    public void stop() {
        try {
            Files.deleteIfExists(keyset);
        } catch (IOException e) {
            throw new IllegalStateException("The tests' keyset is left behind", e);
        }
    }
}
