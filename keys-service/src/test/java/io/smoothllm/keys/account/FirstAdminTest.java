package io.smoothllm.keys.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.TestTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.keys.password.Passwords;
import io.smoothllm.kit.access.Role;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// In transactions that are rolled back, so that there is no account for a moment.
@QuarkusTest
@TestTransaction
class FirstAdminTest {
    @Inject Accounts accounts;
    @Inject AccountRegister register;
    @Inject Passwords passwords;
    @Inject Validator validator;

    @Test
    void isMadeWhenThereIsNoAccount() {
        noAccounts();

        start("first@example.org", "long enough for us");

        var admin = accounts.findByEmail("first@example.org").orElseThrow();
        assertThat(admin.role).isEqualTo(Role.ADMIN);
        assertThat(passwords.matches("long enough for us", admin.passwordHash)).isTrue();
    }

    @Test
    void isMadeOnce() {
        noAccounts();
        start("first@example.org", "long enough for us");

        start("second@example.org", "long enough for us");

        assertThat(accounts.findByEmail("second@example.org")).isEmpty();
    }

    @Test
    void anotherReplicaMayHaveBeenFaster() {
        noAccounts();
        var user = new NewUser("first@example.org", null, Role.ADMIN, "long enough for us");

        var made = register.createFirst(user, "hash");
        var again = register.createFirst(user, "hash");

        assertThat(made).isPresent();
        assertThat(again).isEmpty();
    }

    @Test
    void aShortPasswordFailsTheBootInOneLineThatDoesNotShowIt() {
        noAccounts();

        assertThatThrownBy(() -> start("first@example.org", "tooshort"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("smoothllm.admin.password size must be between 12 and 128")
                .hasMessageNotContaining("tooshort");
    }

    @Test
    void withoutSettingsNobodyIsMade() {
        noAccounts();

        new FirstAdmin(settings(null, null), register, passwords, validator)
                .ensure(new StartupEvent());

        assertThat(accounts.count()).isZero();
    }

    private void start(String email, String password) {
        new FirstAdmin(settings(email, password), register, passwords, validator)
                .ensure(new StartupEvent());
    }

    private void noAccounts() {
        for (var table : List.of("virtual_key", "session", "identity", "account")) {
            accounts.getEntityManager().createNativeQuery("delete from " + table).executeUpdate();
        }
    }

    private static FirstAdminConfig settings(String email, String password) {
        return new FirstAdminConfig() {
            @Override
            public Optional<String> email() {
                return Optional.ofNullable(email);
            }

            @Override
            public Optional<String> password() {
                return Optional.ofNullable(password);
            }
        };
    }
}
