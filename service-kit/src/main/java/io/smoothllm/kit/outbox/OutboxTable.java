package io.smoothllm.kit.outbox;

import java.util.List;

/// A table whose rows are published. One bean per table; called inside the relay's transaction.
public interface OutboxTable {
    /// The compacted topic of the rows.
    String topic();

    /// Up to `limit` rows with `version <> published_version`, locked with
    /// `for update skip locked`.
    List<Unpublished> lockUnpublished(int limit);

    /// Sets `published_version` to each row's version.
    void published(List<Unpublished> rows);
}
