package io.smoothllm.model;

/// The Kafka topics, each with one owner that writes it.
public final class Topics {
    /// Compacted; key `provider/<id>` or `route/<id>`, value
    /// [io.smoothllm.model.catalog.CatalogEntry]. Written by provider-service.
    public static final String CATALOG = "smoothllm.catalog";

    /// Compacted; key = virtual key id, value [io.smoothllm.model.key.KeyGrant]. Written by
    /// keys-service.
    public static final String KEYS = "smoothllm.keys";

    /// Key = proxy instance id, value [io.smoothllm.model.usage.UsageRecord], or
    /// [io.smoothllm.model.usage.InstanceReport] where the header says so. Written by
    /// proxy-service; one instance's records stay in order.
    public static final String USAGE = "smoothllm.usage";

    /// Records of [#USAGE] that could not be understood, with the reason in the header `reason`.
    /// Written by usage-service.
    public static final String USAGE_DEAD_LETTERS = "smoothllm.usage.dlq";

    /// Compacted; key `key/<id>` or `account/<id>`, value [io.smoothllm.model.spend.SpendTotal].
    /// Written by usage-service.
    public static final String SPEND = "smoothllm.spend";

    /// Key = entry id, value [io.smoothllm.model.audit.AuditEntry]. Written by provider-service,
    /// read by keys-service, which keeps the audit log.
    public static final String AUDIT = "smoothllm.audit";

    private Topics() {}
}
