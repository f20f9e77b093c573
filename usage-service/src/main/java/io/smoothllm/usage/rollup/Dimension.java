package io.smoothllm.usage.rollup;

/// What calls are told apart by.
public enum Dimension {
    ACCOUNT("account_id"),
    KEY("key_id"),
    PROVIDER("provider_id"),
    MODEL("model"),
    STATUS("status"),
    TAGS("tags");

    private final String column;

    Dimension(String column) {
        this.column = column;
    }

    /// Of the table `series`.
    public String column() {
        return column;
    }
}
