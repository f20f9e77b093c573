package io.smoothllm.testing.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smoothllm.testing.OncePerJvm;
import io.smoothllm.testing.identity.TokenIssuer;
import java.util.Map;

/// Lets the service under test believe the tokens of [io.smoothllm.testing.identity.Person],
/// `smoothllm.jwks-url`.
public final class IdentityResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of("smoothllm.jwks-url", OncePerJvm.ask(TokenIssuer.class, "jwksUrl"));
    }

    /// The page serves the next class too, and stops with the JVM.
    @Override
    public void stop() {}
}
