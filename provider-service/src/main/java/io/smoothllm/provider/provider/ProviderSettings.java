package io.smoothllm.provider.provider;

import io.smoothllm.model.Wire;
import io.smoothllm.model.catalog.CatalogModel;
import io.smoothllm.model.catalog.Timeouts;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What of a provider is read and written as a whole: one JSON column.
record ProviderSettings(Map<String, String> headers, Timeouts timeouts, List<CatalogModel> models) {
    ProviderSettings {
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        timeouts = timeouts == null ? Timeouts.DEFAULT : timeouts;
        models = models == null ? List.of() : List.copyOf(models);
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
