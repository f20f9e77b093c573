package io.smoothllm.proxy.routing;

import io.smoothllm.model.catalog.CatalogProvider;
import io.smoothllm.proxy.problem.Problem;
import java.util.UUID;

/// A provider that can be called: its catalog entry with the credential opened.
public final class Provider {
    private final CatalogProvider entry;
    private final String credential;

    Provider(CatalogProvider entry, String credential) {
        this.entry = entry;
        this.credential = credential;
    }

    public CatalogProvider entry() {
        return entry;
    }

    public UUID id() {
        return entry.id();
    }

    public String name() {
        return entry.name();
    }

    /// Null when the provider wants none. Goes into a request header and nowhere else.
    public String credential() {
        return credential;
    }

    /// The same problem, without the credential: some providers quote what they were sent.
    public Problem redacted(Problem problem) {
        return credential != null && problem instanceof Problem.Refused refused
                ? refused.without(credential)
                : problem;
    }

    boolean isVisibleTo(UUID account) {
        return entry.ownerId() == null || entry.ownerId().equals(account);
    }

    /// Without the credential.
    @Override
    public String toString() {
        return "Provider[" + entry.name() + "]";
    }
}
