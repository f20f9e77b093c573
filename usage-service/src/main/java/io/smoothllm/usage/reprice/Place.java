package io.smoothllm.usage.reprice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// How far a reprice got: behind this event, in the order of the ledger's key. None has the number
/// 0, so a time alone is a place, too.
record Place(Instant time, UUID instance, long sequence) {
    private static final UUID NOBODY = new UUID(0, 0);

    static Place before(Instant time) {
        return new Place(time, NOBODY, 0);
    }

    /// The next one where a day begins: beyond it is another partition of the ledger.
    Instant endOfDay() {
        return time.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).plusDays(1).toInstant();
    }
}
