package io.smoothllm.model.catalog;

import static java.util.Objects.requireNonNull;

import io.smoothllm.model.credential.SealedCredential;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A provider as the proxies need it.
///
/// @param ownerId the account it is private to; null = shared by all
/// @param name unique among what one account can see; also the first half of
///     `provider-name/upstream-model`
/// @param baseUrl without a trailing slash, as the provider's own documentation gives it: with
///     `/v1` for OpenAI and compatible, without for Anthropic
/// @param credential null when the provider wants none (a local Ollama)
/// @param priority lower is tried first
/// @param weight share among providers of one priority, at least 1
/// @param headers extra headers of every call to it
/// @param compatibility what it takes, where those who speak its dialect differ
public record CatalogProvider(
        UUID id,
        long version,
        UUID ownerId,
        String name,
        Dialect dialect,
        URI baseUrl,
        SealedCredential credential,
        boolean enabled,
        int priority,
        int weight,
        Map<String, String> headers,
        Timeouts timeouts,
        Compatibility compatibility,
        List<CatalogModel> models,
        Instant changedAt)
        implements CatalogEntry {

    public CatalogProvider {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(dialect, "dialect");
        requireNonNull(baseUrl, "baseUrl");
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        timeouts = timeouts == null ? Timeouts.DEFAULT : timeouts;
        compatibility = compatibility == null ? Compatibility.DEFAULT : compatibility;
        models = models == null ? List.of() : List.copyOf(models);
    }
}
