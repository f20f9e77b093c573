package io.smoothllm.provider.provider;

import io.smoothllm.model.Wire;
import io.smoothllm.model.catalog.CatalogModel;
import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.model.catalog.Timeouts;
import io.smoothllm.provider.preset.Presets;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What of a provider is read and written as a whole: one JSON column.
///
/// @param models with the prices that the proxies were told, wherever they come from
/// @param preset null = none
/// @param compatibility what was said of it
/// @param effective what follows from that and from the preset, as the proxies were told. Kept, so
///     that the same version of a row is the same entry of the catalog in every release
record ProviderSettings(
        Map<String, String> headers,
        Timeouts timeouts,
        List<CatalogModel> models,
        String preset,
        CompatibilityChoice compatibility,
        Compatibility effective) {
    ProviderSettings {
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        timeouts = timeouts == null ? Timeouts.DEFAULT : timeouts;
        models = models == null ? List.of() : List.copyOf(models);
        compatibility = compatibility == null ? CompatibilityChoice.NONE : compatibility;
        effective = effective == null ? compatibility.over(Compatibility.DEFAULT) : effective;
    }

    /// The same by what the preset says in this release; as it is when there is none, or this
    /// release does not know it.
    ProviderSettings followingPreset() {
        return Presets.find(preset)
                .map(
                        known ->
                                new ProviderSettings(
                                        headers,
                                        timeouts,
                                        models,
                                        preset,
                                        compatibility,
                                        compatibility.over(known.compatibility())))
                .orElse(this);
    }

    ProviderSettings with(List<CatalogModel> others) {
        return new ProviderSettings(headers, timeouts, others, preset, compatibility, effective);
    }

    /// Whether a route may name it: by our name or the provider's. A provider that lists no models
    /// takes any.
    boolean serves(String model) {
        return models.isEmpty()
                || models.stream()
                        .anyMatch(m -> m.name().equals(model) || m.upstreamName().equals(model));
    }

    @Converter
    static class Column implements AttributeConverter<ProviderSettings, String> {
        @Override
        public String convertToDatabaseColumn(ProviderSettings settings) {
            return new String(Wire.write(settings), StandardCharsets.UTF_8);
        }

        @Override
        public ProviderSettings convertToEntityAttribute(String json) {
            return Wire.read(json.getBytes(StandardCharsets.UTF_8), ProviderSettings.class);
        }
    }
}
