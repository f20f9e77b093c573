package io.smoothllm.kit.outbox;

/// Fired inside the transaction that changed a row; the relay looks after the commit.
public record RowChanged() {}
