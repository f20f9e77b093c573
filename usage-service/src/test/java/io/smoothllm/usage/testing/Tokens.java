package io.smoothllm.usage.testing;

import io.smoothllm.kit.access.Role;
import io.smoothllm.testing.identity.Person;
import java.util.UUID;

/// Access tokens of people who used something.
public final class Tokens {
    private Tokens() {}

    public static String admin() {
        return Person.admin().token();
    }

    public static String of(UUID user, Role role) {
        return new Person(user, user + "@example.org", role.name()).token();
    }
}
