package io.smoothllm.usage.spend;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/// Begins new periods when a day begins. For one thread.
@ApplicationScoped
public class NewPeriods {
    private final DataSource database;
    private LocalDate begun;

    public NewPeriods(DataSource database) {
        this.database = database;
    }

    /// Does so once a day, and at the start.
    public void keepUp() throws SQLException {
        var today = LocalDate.now(ZoneOffset.UTC);
        if (today.equals(begun)) {
            return;
        }
        try (var db = database.getConnection()) {
            SpendTotals.begin(db, today);
        }
        begun = today;
    }
}
