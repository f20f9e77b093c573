package io.smoothllm.usage.ledger;

/// A record that no retry will make a row.
final class UnacceptableRecord extends Exception {
    private static final long serialVersionUID = 1;

    UnacceptableRecord(String reason) {
        super(reason);
    }
}
