package io.smoothllm.keys.internal;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smoothllm.keys.problem.Problem;
import io.smoothllm.keys.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What the services of one installation know and nobody else does: `smoothllm.service-token`.
@ApplicationScoped
class ServiceToken {
    private static final String SETTING = "smoothllm.service-token";
    private static final int MIN_LENGTH = 16;
    private static final String SCHEME = "Bearer ";

    private final byte[] expected;

    ServiceToken(@ConfigProperty(name = SETTING) String token) {
        if (token.length() < MIN_LENGTH) {
            throw new ConfigurationException(
                    SETTING + " must have at least " + MIN_LENGTH + " characters");
        }
        this.expected = token.getBytes(StandardCharsets.UTF_8);
    }

    /// Makes the boot fail when the setting is wrong, rather than the first call.
    void look(@Observes StartupEvent event) {}

    /// Takes the same time wherever the first difference is.
    ///
    /// @param authorization the header, or null
    void check(String authorization) {
        boolean bearer =
                authorization != null
                        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        var given = bearer ? authorization.substring(SCHEME.length()).strip() : "";
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected)) {
            throw new ProblemException(new Problem.NotTheServiceToken());
        }
    }
}
