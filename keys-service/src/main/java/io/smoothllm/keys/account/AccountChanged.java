package io.smoothllm.keys.account;

import java.util.Set;
import java.util.UUID;

/// Fired inside the transaction that changes an account, after the account's row is written.
public record AccountChanged(UUID id, Set<Aspect> aspects) {
    public enum Aspect {
        EMAIL,
        ENABLED,
        DISABLED,
        /// Set by an admin; the person's own change is not fired.
        PASSWORD,
        DELETED
    }

    public AccountChanged {
        aspects = Set.copyOf(aspects);
    }

    public boolean isAbout(Aspect... any) {
        for (var aspect : any) {
            if (aspects.contains(aspect)) {
                return true;
            }
        }
        return false;
    }
}
