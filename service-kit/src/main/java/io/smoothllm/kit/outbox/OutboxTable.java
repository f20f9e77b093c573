package io.smoothllm.kit.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A table whose rows are published. One bean per table; asked inside the relay's transaction.
public interface OutboxTable {
    /// Its name in the database. It has the columns `id uuid`, `version bigint` and
    /// `published_version bigint`.
    String table();

    /// The topic of the rows.
    String topic();

    /// How long the topic keeps a message; empty = it is compacted, and keeps the last of each key.
    default Optional<Duration> retention() {
        return Optional.empty();
    }

    /// Up to `limit` rows with `version <> published_version`, those that changed first before the
    /// others. They are not locked: the relay has the turn of their topic, and a row that changes
    /// meanwhile stays unpublished.
    List<Unpublished> unpublished(int limit);
}
