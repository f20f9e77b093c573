package io.smoothllm.usage.testing;

import static org.awaitility.Awaitility.await;

import io.smoothllm.model.usage.UsageRecord;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// Calls on their whole way: sent as the proxy does, and there when this returns.
public final class Recorded {
    /// Connecting takes longer than sending.
    private static final class Shared {
        static final UsageTopic TOPIC = new UsageTopic();
    }

    private Recorded() {}

    public static void record(DataSource database, UsageRecord... calls) {
        Shared.TOPIC.send(List.of(calls));
        var books = new Books(database);
        var byAccount =
                List.of(calls).stream()
                        .collect(
                                Collectors.groupingBy(
                                        UsageRecord::accountId, Collectors.counting()));
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () ->
                                byAccount.entrySet().stream()
                                        .allMatch(
                                                expected ->
                                                        books.rowsOf(expected.getKey())
                                                                >= expected.getValue()));
    }
}
