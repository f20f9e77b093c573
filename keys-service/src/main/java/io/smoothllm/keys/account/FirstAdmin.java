package io.smoothllm.keys.account;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smoothllm.keys.password.Passwords;
import io.smoothllm.kit.access.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.validation.Validator;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Lets the first person in. Several replicas may start at once: one of them makes the account.
@ApplicationScoped
class FirstAdmin {
    private static final Logger LOG = Logger.getLogger(FirstAdmin.class);

    private final FirstAdminConfig config;
    private final AccountRegister register;
    private final Passwords passwords;
    private final Validator validator;

    FirstAdmin(
            FirstAdminConfig config,
            AccountRegister register,
            Passwords passwords,
            Validator validator) {
        this.config = config;
        this.register = register;
        this.passwords = passwords;
        this.validator = validator;
    }

    void ensure(@Observes StartupEvent event) {
        if (!register.isEmpty()) {
            return;
        }
        if (config.email().isEmpty() || config.password().isEmpty()) {
            LOG.warn(
                    "There is no account, so nobody can sign in:"
                            + " set smoothllm.admin.email and smoothllm.admin.password");
            return;
        }
        var admin = validated();
        register.createFirst(admin, passwords.hash(admin.password()))
                .ifPresent(user -> LOG.infof("The first admin is %s", user.email()));
    }

    /// The message names the setting, never its value.
    private NewUser validated() {
        var admin =
                new NewUser(
                        config.email().orElseThrow(),
                        null,
                        Role.ADMIN,
                        config.password().orElseThrow());
        var wrong =
                validator.validate(admin).stream()
                        .map(v -> "smoothllm.admin." + v.getPropertyPath() + " " + v.getMessage())
                        .sorted()
                        .collect(Collectors.joining(", "));
        if (!wrong.isEmpty()) {
            throw new ConfigurationException(wrong);
        }
        return admin;
    }
}
