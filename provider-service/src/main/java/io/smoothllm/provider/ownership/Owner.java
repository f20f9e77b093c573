package io.smoothllm.provider.ownership;

import io.smoothllm.kit.access.Caller;
import java.util.UUID;

/// @param account null = shared by all, kept by the admins
public record Owner(UUID account) {

    /// Of something that `caller` makes.
    public static Owner ofNew(Caller caller) {
        return new Owner(caller.isAdmin() ? null : caller.id());
    }

    public boolean isEveryone() {
        return account == null;
    }

    public boolean shows(Caller caller) {
        return isEveryone() || caller.sees(account);
    }

    public boolean letsChange(Caller caller) {
        return caller.isAdmin() || caller.owns(account);
    }

    /// Whether something of this owner may build on something of `other`. A shared route over a
    /// private provider would lend a member's key to everyone.
    public boolean mayUseThatOf(Owner other) {
        return other.isEveryone() || other.equals(this);
    }
}
