package io.smoothllm.proxy.journal;

/// Nothing can be admitted: the disk is full, the journal has reached its size, or cannot be
/// written. What was admitted before can still be settled.
public final class JournalFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalFullException() {
        super("The journal takes no intents", null, false, false);
    }
}
