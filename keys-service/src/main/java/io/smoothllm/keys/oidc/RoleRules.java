package io.smoothllm.keys.oidc;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smoothllm.kit.access.Role;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Which role the issuer's word gives.
///
/// @param ofValue by the values of the role claim
/// @param otherwise empty = no role, and no way in
record RoleRules(Map<String, Role> ofValue, Optional<Role> otherwise) {
    RoleRules {
        ofValue = Map.copyOf(ofValue);
    }

    static RoleRules of(OidcConfig config) {
        var ofValue = new HashMap<String, Role>();
        for (var rule : config.roles().orElse(List.of())) {
            // The last one: the names of some directories have such signs themselves.
            int at = rule.lastIndexOf('=');
            var role = at < 1 ? Optional.<Role>empty() : role(rule.substring(at + 1));
            ofValue.put(
                    rule.substring(0, Math.max(0, at)).strip(), role.orElseThrow(() -> bad(rule)));
        }
        return new RoleRules(ofValue, config.defaultRole());
    }

    /// Roles are declared from the highest to the lowest.
    Optional<Role> roleOf(Claims claims) {
        return claims.roles().stream()
                .map(ofValue::get)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .or(() -> otherwise);
    }

    private static Optional<Role> role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equalsIgnoreCase(name.strip()))
                .findAny();
    }

    private static ConfigurationException bad(String rule) {
        return new ConfigurationException(
                "smoothllm.oidc.roles: '%s' is not value=ADMIN, value=MEMBER or value=VIEWER"
                        .formatted(rule));
    }
}
