package io.smoothllm.provider.provider;

import io.smoothllm.kit.audit.Facts;
import io.smoothllm.model.Wire;
import io.smoothllm.model.audit.AuditTarget;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;

/// A provider as the audit log words it.
final class ProviderFacts {
    private ProviderFacts() {}

    static AuditTarget target(ProviderRow row) {
        return new AuditTarget("provider", row.id.toString(), row.name);
    }

    /// Of headers only the names: their values may be secrets.
    static Facts of(ProviderRow row) {
        var settings = row.settings;
        var facts =
                Facts.none()
                        .with("name", row.name)
                        .with("dialect", row.dialect)
                        .with("baseUrl", row.baseUrl)
                        .with("enabled", row.enabled)
                        .with("priority", row.priority)
                        .with("weight", row.weight)
                        .with("preset", settings.preset())
                        .with("headers", new TreeSet<>(settings.headers().keySet()))
                        .with("connectTimeout", settings.timeouts().connect())
                        .with("firstByteTimeout", settings.timeouts().firstByte())
                        .with("idleTimeout", settings.timeouts().idle())
                        .with("compatibility", json(settings.effective()));
        for (var model : settings.models()) {
            facts.with("model " + model.name(), json(model));
        }
        return facts;
    }

    private static String json(Object part) {
        return new String(Wire.write(part), StandardCharsets.UTF_8);
    }
}
