package io.smoothllm.proxy.access;

import io.smoothllm.model.key.KeyGrant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// A key that was let in, prepared for quick questions.
public final class Caller {
    private final KeyGrant grant;
    private final Set<String> models;
    private final Set<UUID> providers;
    private final List<Cidr> addresses;

    Caller(KeyGrant grant) {
        this.grant = grant;
        this.models = Set.copyOf(grant.allowedModels());
        this.providers = Set.copyOf(grant.allowedProviders());
        this.addresses = grant.allowedIps().stream().map(Cidr::parse).toList();
    }

    public KeyGrant grant() {
        return grant;
    }

    public UUID accountId() {
        return grant.accountId();
    }

    /// Whether the key names this model, or names none at all.
    public boolean mayUseModel(String model) {
        return models.isEmpty() || models.contains(model);
    }

    public boolean mayUseProvider(UUID provider) {
        return providers.isEmpty() || providers.contains(provider);
    }

    List<Cidr> addresses() {
        return addresses;
    }
}
