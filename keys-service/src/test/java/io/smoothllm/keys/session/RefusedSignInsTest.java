package io.smoothllm.keys.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.keys.account.People.Credentials;
import io.smoothllm.keys.audit.AuditConfig;
import io.smoothllm.keys.audit.AuditLog;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RefusedSignInsTest {
    @Inject AuditLog log;
    @Inject AgroalDataSource database;

    private record TenAMinute() implements AuditConfig {
        @Override
        public Duration retention() {
            return Duration.ofDays(1);
        }

        @Override
        public int refusalsPerMinute() {
            return 10;
        }
    }

    @Test
    void whoeverGuessesDoesNotFillTheDisk() throws SQLException {
        var clock = new AtomicLong();
        var refusals = new RefusedSignIns(log, new TenAMinute(), clock::get);
        var victim = new Credentials(UUID.randomUUID(), "victim@example.org", "hash");

        for (int i = 0; i < 1000; i++) {
            refusals.note(Optional.of(victim));
        }
        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        for (int i = 0; i < 1000; i++) {
            refusals.note(Optional.of(victim));
        }

        assertThat(changesOf(victim))
                .hasSize(110)
                .filteredOn(changes -> !changes.equals("[]"))
                .singleElement()
                .asString()
                .contains("refusalsNotNoted", "900");
    }

    private List<String> changesOf(Credentials victim) throws SQLException {
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement(
                                "select changes::text from audit_entry where target_id = ?")) {
            select.setString(1, victim.id().toString());
            var rows = select.executeQuery();
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
