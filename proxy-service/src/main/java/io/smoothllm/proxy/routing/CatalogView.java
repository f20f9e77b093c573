package io.smoothllm.proxy.routing;

import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.catalog.CatalogEntry;
import io.smoothllm.model.catalog.CatalogProvider;
import io.smoothllm.model.catalog.CatalogRoute;
import io.smoothllm.model.credential.CredentialSeal;
import io.smoothllm.proxy.view.TopicView;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// The catalog as the topic tells it. The follower's thread writes; the event loops read the
/// latest finished [Catalog] without a lock.
@ApplicationScoped
class CatalogView implements TopicView {
    private final CredentialSeal seal;
    private final Map<String, Provider> providers = new HashMap<>();
    private final Map<String, CatalogRoute> routes = new HashMap<>();
    private volatile Catalog current = Catalog.EMPTY;

    CatalogView(CredentialSeal seal) {
        this.seal = seal;
    }

    Catalog current() {
        return current;
    }

    @Override
    public String topic() {
        return Topics.CATALOG;
    }

    /// What stood under the key goes first: a change that cannot be understood or opened must not
    /// leave an old address or credential in use.
    @Override
    public Instant apply(String key, byte[] value) {
        providers.remove(key);
        routes.remove(key);
        try {
            return value == null ? null : add(key, Wire.read(value, CatalogEntry.class));
        } finally {
            current = new Catalog(providers.values(), routes.values());
        }
    }

    private Instant add(String key, CatalogEntry entry) {
        return switch (entry) {
            case CatalogProvider provider -> {
                providers.put(key, opened(provider));
                yield provider.changedAt();
            }
            case CatalogRoute route -> {
                routes.put(key, route);
                yield route.changedAt();
            }
        };
    }

    private Provider opened(CatalogProvider entry) {
        if (entry.credential() == null) {
            return new Provider(entry, null);
        }
        try {
            return new Provider(entry, seal.open(entry.id(), entry.credential()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The credential of " + entry.name() + " does not open with this keyset", e);
        }
    }
}
