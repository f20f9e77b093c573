package io.smoothllm.model.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.Wire;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditEntryTest {
    @Test
    void anEntryFitsIntoAMessageWhateverChanged() {
        var change = new FieldChange("€".repeat(200), "€".repeat(10_000), "€".repeat(10_000));

        var entry = entry(Collections.nCopies(1000, change));

        assertThat(Wire.write(entry)).hasSizeLessThan(1_000_000);
        assertThat(entry.changes())
                .hasSize(101)
                .last()
                .isEqualTo(new FieldChange("changesNotNoted", null, "900"));
    }

    @Test
    void howManyChangesAreLeftOutIsTheSameWhereTheEntryIsRead() {
        var entry = entry(Collections.nCopies(1000, new FieldChange("model", null, "x")));

        assertThat(Wire.read(Wire.write(entry), AuditEntry.class)).isEqualTo(entry);
    }

    @Test
    void aLongValueIsNotCutWithinACharacter() {
        var text = "x".repeat(499) + "\uD83D\uDE00".repeat(2);

        var change = new FieldChange("name", null, text);

        assertThat(change.to()).isEqualTo("x".repeat(499) + "…");
    }

    private static AuditEntry entry(List<FieldChange> changes) {
        return new AuditEntry(
                UUID.randomUUID(),
                Instant.now(),
                null,
                "provider.changed",
                null,
                AuditEntry.Outcome.DONE,
                null,
                null,
                changes);
    }
}
