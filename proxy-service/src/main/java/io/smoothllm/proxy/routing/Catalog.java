package io.smoothllm.proxy.routing;

import io.smoothllm.model.catalog.CatalogModel;
import io.smoothllm.model.catalog.CatalogRoute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// All providers and routes at one moment, indexed by the names clients use. Disabled ones are not
/// in it.
final class Catalog {
    static final Catalog EMPTY = new Catalog(List.of(), List.of());

    private final Map<UUID, Provider> providers = new HashMap<>();
    private final Map<String, List<Provider>> byName = new HashMap<>();
    private final Map<String, List<Candidate>> byModel = new LinkedHashMap<>();
    private final Map<String, List<CatalogRoute>> byAlias = new LinkedHashMap<>();

    Catalog(Collection<Provider> providers, Collection<CatalogRoute> routes) {
        for (var provider : providers) {
            if (provider.entry().enabled()) {
                add(provider);
            }
        }
        for (var route : routes) {
            if (route.enabled()) {
                byAlias.computeIfAbsent(route.alias(), _ -> new ArrayList<>()).add(route);
            }
        }
    }

    private void add(Provider provider) {
        var entry = provider.entry();
        providers.put(provider.id(), provider);
        byName.computeIfAbsent(provider.name(), _ -> new ArrayList<>()).add(provider);
        for (var model : entry.models()) {
            byModel.computeIfAbsent(model.name(), _ -> new ArrayList<>())
                    .add(new Candidate(provider, model, entry.priority(), entry.weight()));
        }
    }

    List<Candidate> serving(String model) {
        return byModel.getOrDefault(model, List.of());
    }

    List<Provider> named(String provider) {
        return byName.getOrDefault(provider, List.of());
    }

    /// The account's own route of that alias before a shared one; null when there is none.
    CatalogRoute route(String alias, UUID account) {
        CatalogRoute shared = null;
        for (var route : byAlias.getOrDefault(alias, List.of())) {
            if (account.equals(route.ownerId())) {
                return route;
            }
            shared = route.ownerId() == null ? route : shared;
        }
        return shared;
    }

    /// A route's candidates that still exist.
    List<Candidate> candidates(CatalogRoute route) {
        var found = new ArrayList<Candidate>();
        for (var wanted : route.candidates()) {
            var provider = providers.get(wanted.providerId());
            if (provider != null) {
                found.add(
                        new Candidate(
                                provider,
                                modelOf(provider, wanted.model()),
                                wanted.priority(),
                                wanted.weight()));
            }
        }
        return found;
    }

    /// The provider's model of that name, by ours or by its own; one it does not list is taken on
    /// trust and has no price.
    static CatalogModel modelOf(Provider provider, String name) {
        for (var model : provider.entry().models()) {
            if (model.name().equals(name) || model.upstreamName().equals(name)) {
                return model;
            }
        }
        return CatalogModel.unlisted(name);
    }

    Collection<String> modelNames() {
        return byModel.keySet();
    }

    Collection<String> aliases() {
        return byAlias.keySet();
    }
}
