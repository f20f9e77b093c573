package io.smoothllm.usage.integrity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smoothllm.usage.rollup.Histogram;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A sum that is not what the calls add up to.
///
/// @param table of the rollups
/// @param startsAt of the bucket
/// @param series what the bucket's row counts; what its grain does not keep apart is null
/// @param column as the reports name it
/// @param ledger what the calls add up to: a plain number, or of a histogram `{slot=count, …}`
/// @param rollup what the table says, in the same form
record RollupDifference(
        LocalDate day,
        String table,
        String grain,
        Instant startsAt,
        Counted series,
        String column,
        String ledger,
        String rollup) {

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Counted(
            @Nullable UUID userId,
            @Nullable UUID keyId,
            @Nullable UUID providerId,
            @Nullable String model,
            @Nullable String status,
            @Nullable List<String> tags) {}

    private static final int LONGEST_NUMBER = 100;

    /// A row of [RecountedDay#query].
    static RollupDifference read(LocalDate day, ResultSet row) throws SQLException {
        var column = row.getString("measure");
        boolean histogram = column.equals("latencyMs") || column.equals("firstTokenMs");
        var tags = row.getArray("tags");
        return new RollupDifference(
                day,
                row.getString("rollup_table"),
                row.getString("grain"),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                new Counted(
                        row.getObject("account_id", UUID.class),
                        row.getObject("key_id", UUID.class),
                        row.getObject("provider_id", UUID.class),
                        row.getString("model"),
                        row.getString("status"),
                        tags == null ? null : List.of((String[]) tags.getArray())),
                column,
                text(row.getBigDecimal("of_ledger"), histogram),
                text(row.getBigDecimal("of_rollup"), histogram));
    }

    /// A number that somebody spoiled need not be a histogram any more, nor be short.
    private static String text(BigDecimal number, boolean histogram) {
        if (histogram && number.signum() >= 0 && number.stripTrailingZeros().scale() <= 0) {
            return Histogram.of(number.toBigIntegerExact().toString()).toString();
        }
        var text = number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        return text.length() <= LONGEST_NUMBER ? text : text.substring(0, LONGEST_NUMBER) + "…";
    }
}
