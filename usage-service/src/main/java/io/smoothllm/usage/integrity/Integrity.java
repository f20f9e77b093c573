package io.smoothllm.usage.integrity;

import io.smoothllm.model.usage.InstanceReport.Range;
import io.smoothllm.usage.sql.Query;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What can be proved about the ledger, instance by instance.
@ApplicationScoped
class Integrity {
    enum State {
        RUNNING,
        /// Ended, and everything it had admitted is settled.
        CLOSED,
        /// It has not reported for a while. Its journal is read when a proxy starts on its
        /// directory.
        SILENT
    }

    /// @param firstSequence 1, or 0 when nothing was admitted
    /// @param lastSequence the same as `admitted`, since numbers have no holes
    /// @param admitted = settled + interrupted + open + gaps
    /// @param gaps numbers that are neither in the ledger nor open
    /// @param missing which ones these are; the first twenty ranges
    /// @param duplicatesDropped records that came again
    /// @param oldestOpenAt null when none is open
    /// @param reportedAt null when the instance never reported
    record InstanceBook(
            UUID instance,
            State state,
            long firstSequence,
            long lastSequence,
            long admitted,
            long settled,
            long interrupted,
            long open,
            long gaps,
            List<Range> missing,
            @Nullable Instant gapSince,
            long duplicatesDropped,
            @Nullable Instant oldestOpenAt,
            Instant firstSeenAt,
            Instant lastSeenAt,
            @Nullable Instant reportedAt) {}

    private static final int SHOWN = 20;

    /// Proxies report every few seconds.
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private static final String BOOKS =
            """
            select *,
                greatest(admitted, coalesce(upper(received) - 1, 0)) as last,
                numbers_in(received) as arrived,
                numbers_in(interrupted) as ended_unseen,
                missing_numbers(admitted, received, open) as missing,
                numbers_in(missing_numbers(admitted, received, open)) as gaps
            from proxy_instance
            """;

    private final DataSource database;

    Integrity(DataSource database) {
        this.database = database;
    }

    /// The instances that were heard of last come first.
    List<InstanceBook> books(int limit) {
        return new Query()
                .add(BOOKS)
                .add("order by (gap_since is null), last_seen desc limit ?", limit)
                .list(database, Integrity::read);
    }

    private static InstanceBook read(ResultSet row) throws SQLException {
        long last = row.getLong("last");
        long arrived = row.getLong("arrived");
        long interrupted = row.getLong("ended_unseen");
        long gaps = row.getLong("gaps");
        var missing = Numbers.parse(row.getString("missing"));
        var reportedAt = time(row, "reported_at");
        return new InstanceBook(
                row.getObject("instance", UUID.class),
                state(row.getBoolean("closed"), reportedAt),
                last == 0 ? 0 : 1,
                last,
                last,
                arrived - interrupted,
                interrupted,
                last - arrived - gaps,
                gaps,
                missing.subList(0, Math.min(SHOWN, missing.size())),
                time(row, "gap_since"),
                row.getLong("duplicates"),
                time(row, "oldest_open"),
                time(row, "first_seen"),
                time(row, "last_seen"),
                reportedAt);
    }

    private static State state(boolean closed, Instant reportedAt) {
        if (closed) {
            return State.CLOSED;
        }
        return reportedAt == null || reportedAt.isBefore(Instant.now().minus(SILENCE))
                ? State.SILENT
                : State.RUNNING;
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
