package io.smoothllm.keys.turn;

import jakarta.persistence.EntityManager;

/// What is done by one at a time, over all replicas: PostgreSQL's advisory locks, each with a
/// number of its own.
public enum Turn {
    /// Adding and changing accounts, so that e-mails stay unique and an admin remains.
    ACCOUNTS(1),
    SIGNING_KEYS(2);

    /// Keeps our numbers apart from those of Flyway ("keys" in ASCII).
    private static final long FAMILY = 0x6b657973L << 32;

    private final long number;

    Turn(int number) {
        this.number = FAMILY + number;
    }

    /// Waits for the turn, which lasts until the end of the transaction.
    public void await(EntityManager database) {
        database.createNativeQuery(
                        "select cast(pg_advisory_xact_lock(:number) as text)", String.class)
                .setParameter("number", number)
                .getSingleResult();
    }
}
