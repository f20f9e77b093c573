package io.smoothllm.keys.account;

import io.smoothllm.keys.password.Passwords;
import io.smoothllm.kit.access.Role;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/// @param name null = none
/// @param password null = stays; a new one ends the person's sessions
/// @param version the one this change builds on; null = whatever it is
record ChangedUser(
        @NotNull @Email @Size(min = 3, max = 254) @Pattern(regexp = UserView.PRINTABLE)
                String email,
        @Size(min = 1, max = 100) @Pattern(regexp = UserView.NAME, message = UserView.NAME_RULE)
                String name,
        @NotNull Role role,
        @NotNull Boolean enabled,
        @Size(min = Passwords.MIN_LENGTH, max = Passwords.MAX_LENGTH) String password,
        Long version) {
    @Override
    public String toString() {
        return "ChangedUser[" + email + ", " + role + ", enabled=" + enabled + "]";
    }
}
