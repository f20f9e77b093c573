package io.smoothllm.usage.report;

import io.smoothllm.kit.page.Page;
import io.smoothllm.usage.sql.Query;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;

/// Single calls, read from the ledger; their range is exact.
@ApplicationScoped
class RecentCalls {
    private final DataSource database;

    RecentCalls(DataSource database) {
        this.database = database;
    }

    /// Newest first.
    ///
    /// @param requestId null = of any request
    /// @param after null = from the newest on
    Page<RecentCall> page(Filter filter, String requestId, Cursor after, int size) {
        var query =
                matching(new Query().add("select " + RecentCall.COLUMNS + " from ledger"), filter)
                        .addIfGiven("and request_id = ?", requestId);
        if (after != null) {
            query.add(
                    "and (started_at, instance, sequence) < (?, ?, ?)",
                    after.startedAt(),
                    after.instance(),
                    after.sequence());
        }
        query.add("order by started_at desc, instance desc, sequence desc limit ?", size + 1);
        return Page.of(
                query.list(database, RecentCall::read),
                size,
                Function.identity(),
                call -> new Cursor(call.startedAt(), call.instance(), call.sequence()).toString());
    }

    /// The attempts of one request, in their order.
    ///
    /// @param accountId whose request it must be; null = anybody's
    List<RecentCall> attempts(String requestId, UUID accountId) {
        return new Query()
                .add(
                        "select " + RecentCall.COLUMNS + " from ledger where request_id = ?",
                        requestId)
                .addIfGiven("and account_id = ?", accountId)
                .add("order by attempt, started_at, instance, sequence limit ?", Page.MAX_SIZE)
                .list(database, RecentCall::read);
    }

    static Query matching(Query query, Filter filter) {
        return query.add("where started_at >= ? and started_at < ?", filter.from(), filter.to())
                .addIfGiven("and account_id = ?", filter.accountId())
                .addIfGiven("and key_id = ?", filter.keyId())
                .addIfGiven("and provider_id = ?", filter.providerId())
                .addIfGiven("and model = ?", filter.model())
                .addIfGiven("and status = ?", filter.status())
                .addIfGiven("and ? = any (tags)", filter.tag());
    }
}
