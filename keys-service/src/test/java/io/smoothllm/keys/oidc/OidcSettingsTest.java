package io.smoothllm.keys.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smoothllm.kit.access.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class OidcSettingsTest {
    @Test
    void withoutAnIssuerThereIsNoneToShow() {
        var config = OidcConfigs.with();

        var methods = new SignInMethodsResource(singleSignOn(config), config).list();

        assertThat(methods.password()).isTrue();
        assertThat(methods.oidc()).isNull();
    }

    @Test
    void halfAConfigurationStopsTheBoot() {
        refuses("client-id", "issuer", "https://issuer.example");
        refuses("issuer", "issuer", "not an address", "client-id", "c");
        refuses(
                "role-claim",
                "issuer",
                "https://issuer.example",
                "client-id",
                "c",
                "role-claim",
                "groups");
        refuses(
                "create-accounts",
                "issuer",
                "https://issuer.example",
                "client-id",
                "c",
                "create-accounts",
                "true");
        refuses("roles", "issuer", "https://issuer.example", "roles", "admins=KING");
    }

    @Test
    void theHighestRoleCountsAndOthersGetTheDefault() {
        var rules =
                RoleRules.of(
                        OidcConfigs.with(
                                "roles",
                                "developers=MEMBER,CN=LLM admins\\,DC=example=admin",
                                "default-role",
                                "VIEWER"));

        assertThat(rules.roleOf(claims("developers", "CN=LLM admins,DC=example")))
                .contains(Role.ADMIN);
        assertThat(rules.roleOf(claims("developers", "cooks"))).contains(Role.MEMBER);
        assertThat(rules.roleOf(claims("cooks"))).contains(Role.VIEWER);
    }

    @Test
    void withoutADefaultOthersGetNone() {
        var rules = RoleRules.of(OidcConfigs.with("roles", "developers=MEMBER"));

        assertThat(rules.roleOf(claims("cooks"))).isEmpty();
    }

    private static Claims claims(String... roles) {
        return new Claims("subject", "ada@example.org", null, List.of(roles));
    }

    private static void refuses(String setting, String... settings) {
        assertThatThrownBy(() -> singleSignOn(OidcConfigs.with(settings)).check(new StartupEvent()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("smoothllm.oidc." + setting);
    }

    /// It is not asked to sign anybody in.
    private static SingleSignOn singleSignOn(OidcConfig config) {
        return new SingleSignOn(config, null, null, null, new SimpleMeterRegistry());
    }
}
