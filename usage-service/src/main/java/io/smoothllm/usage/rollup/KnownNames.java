package io.smoothllm.usage.rollup;

import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.sql.Columns;
import jakarta.enterprise.context.Dependent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// The last name that each key, provider and account was seen with; reports show it after the thing
/// itself is gone. For one thread.
@Dependent
public class KnownNames {
    private static final int REMEMBERED = 100_000;

    private static final Columns<Map.Entry<Named, Name>> COLUMNS =
            new Columns<Map.Entry<Named, Name>>()
                    .add("kind", "text", row -> row.getKey().kind())
                    .add("id", "uuid", row -> row.getKey().id())
                    .add("name", "text", row -> row.getValue().text())
                    .add("seen_at", "timestamptz", row -> row.getValue().seenAt());

    private static final String LEARN =
            """
            insert into known_name as old (%s)
            select %s
            on conflict (kind, id) do update set name = excluded.name, seen_at = excluded.seen_at
            where old.seen_at < excluded.seen_at
            """
                    .formatted(COLUMNS.names(), COLUMNS.values());

    private record Named(Dimension kind, UUID id) implements Comparable<Named> {
        @Override
        public int compareTo(Named other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : id.compareTo(other.id);
        }
    }

    private record Name(String text, Instant seenAt) {}

    private final Map<Named, Name> written = new HashMap<>();

    /// Notes the names of these calls inside the caller's transaction.
    public void learn(Connection db, Collection<UsageRecord> calls) throws SQLException {
        var seen = new HashMap<Named, Name>();
        for (var call : calls) {
            note(seen, Dimension.KEY, call.keyId(), call.keyName(), call);
            note(seen, Dimension.PROVIDER, call.providerId(), call.providerName(), call);
            note(seen, Dimension.ACCOUNT, call.accountId(), call.accountName(), call);
        }
        write(db, seen);
        if (written.size() > REMEMBERED) {
            written.clear();
        }
        seen.forEach((named, name) -> written.merge(named, name, KnownNames::later));
    }

    /// A transaction was rolled back, and with it perhaps names that this one believes written.
    public void forget() {
        written.clear();
    }

    private static void note(
            Map<Named, Name> seen, Dimension kind, UUID id, String name, UsageRecord call) {
        if (name != null) {
            seen.merge(new Named(kind, id), new Name(name, call.startedAt()), KnownNames::later);
        }
    }

    private void write(Connection db, Map<Named, Name> seen) throws SQLException {
        var news =
                seen.entrySet().stream()
                        .filter(row -> isNews(row.getKey(), row.getValue()))
                        .sorted(Map.Entry.comparingByKey())
                        .toList();
        if (news.isEmpty()) {
            return;
        }
        try (var upsert = db.prepareStatement(LEARN)) {
            COLUMNS.bind(upsert, news);
            upsert.executeUpdate();
        }
    }

    private boolean isNews(Named named, Name name) {
        var last = written.get(named);
        return last == null || (name.seenAt.isAfter(last.seenAt) && !name.text.equals(last.text));
    }

    private static Name later(Name one, Name other) {
        return other.seenAt.isAfter(one.seenAt) ? other : one;
    }
}
