package io.smoothllm.testing.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smoothllm.testing.OncePerJvm;
import io.smoothllm.testing.identity.FakeIssuer;
import java.util.Map;

/// Lets people sign in to the service under test by the [FakeIssuer], `smoothllm.oidc`.
public final class IssuerResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of(
                "smoothllm.oidc.issuer",
                OncePerJvm.ask(FakeIssuer.class, "url"),
                "smoothllm.oidc.client-id",
                FakeIssuer.CLIENT_ID,
                "smoothllm.oidc.client-secret",
                FakeIssuer.CLIENT_SECRET);
    }

    /// The page serves the next class too, and stops with the JVM.
    @Override
    public void stop() {}
}
