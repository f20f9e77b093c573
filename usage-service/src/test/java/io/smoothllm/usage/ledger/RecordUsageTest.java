package io.smoothllm.usage.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.kit.outbox.BrokerConfig;
import io.smoothllm.model.Wire;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.testing.Books;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.UsageTopic;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RecordUsageTest {
    /// Beyond what any provider counts.
    private static final TokenCounts CACHED_BEYOND_MEASURE =
            new TokenCounts(10, 0, 10, 2_000_000_000, 0, 0);

    @Inject DataSource database;
    @Inject RecordUsage recordUsage;
    @Inject BrokerConfig broker;
    @Inject MeterRegistry metrics;
    private Books books;
    private UsageTopic topic;

    @BeforeEach
    void open() {
        books = new Books(database);
        topic = new UsageTopic();
    }

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void aCallIsInTheReportsWithinHalfASecond() {
        var warmUp = Calls.calls();
        topic.send(List.of(warmUp.next()));
        awaitRows(warmUp, 1);
        var calls = Calls.calls();

        topic.send(List.of(calls.next()));

        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofMillis(500))
                .until(() -> requestsInReports(calls), requests -> requests == 1);
    }

    @Test
    void recordsThatCannotBeRowsBecomeDeadLettersAndTheOthersRows() {
        var calls = Calls.calls();
        var now = Instant.now();
        topic.send(nextOf(calls, 20));
        var expected =
                Map.of(
                        topic.sendRaw("no JSON".getBytes(UTF_8)), "Not a UsageRecord",
                        topic.sendRaw("{\"requestId\":\"x\"}".getBytes(UTF_8)), "Not a UsageRecord",
                        topic.sendRaw("null".getBytes(UTF_8)), "JSON's null",
                        topic.sendRaw(null), "empty",
                        topic.sendRaw(bytes(Calls.calls().taking(-1, null).next())),
                                "times_in_range",
                        topic.sendRaw(bytes(Calls.calls().costing("-0.01").next())),
                                "cost_in_range",
                        topic.sendRaw(bytes(Calls.calls().tokens(CACHED_BEYOND_MEASURE).next())),
                                "cache_write_hour_in_range",
                        topic.sendRaw(
                                        bytes(
                                                Calls.calls()
                                                        .at(now.minus(Duration.ofDays(401)))
                                                        .next())),
                                "too long ago",
                        topic.sendRaw(bytes(Calls.calls().at(now.plus(Duration.ofDays(2))).next())),
                                "in the future");
        topic.send(nextOf(calls, 20));

        awaitRows(calls, 40);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                expected.forEach(
                                        (key, reason) ->
                                                assertThat(topic.reasonsOf(key))
                                                        .singleElement()
                                                        .asString()
                                                        .contains(reason)));
    }

    @Test
    void aDeadLetterIsTheRecordAsItCame() {
        var key = topic.sendRaw("{broken".getBytes(UTF_8));

        await().until(() -> topic.reasonsOf(key).size(), count -> count == 1);

        var letter =
                topic.deadLetters().stream()
                        .filter(l -> key.equals(l.key()))
                        .findFirst()
                        .orElseThrow();
        assertThat(letter.value()).asString(UTF_8).isEqualTo("{broken");
        assertThat(UsageTopic.header(letter, "offset")).isPresent();
        assertThat(UsageTopic.header(letter, "partition")).isPresent();
    }

    @Test
    void aProcessThatDiedBeforeItsOffsetsWereCommittedCountsNothingTwice() throws Exception {
        var calls = Calls.calls();
        topic.send(nextOf(calls, 500));
        awaitRows(calls, 500);
        var before = books.ledgerOf(calls.account().id());
        recordUsage.stop();
        forgetOffsets();
        var duplicates = metrics.counter("smoothllm.usage.duplicates").count();

        recordUsage.start();

        var last = Calls.calls();
        topic.send(List.of(last.next()));
        awaitRows(last, 1);
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                metrics.counter("smoothllm.usage.duplicates").count()
                                        >= duplicates + 500);
        assertThat(books.ledgerOf(calls.account().id())).isEqualTo(before);
        assertThat(books.rollupOf(calls.account().id(), "rollup_day", "DETAIL")).isEqualTo(before);
    }

    @Test
    void connectionsThatDieInTheMiddleCostNothing() throws Exception {
        var calls = Calls.calls();

        for (int round = 0; round < 10; round++) {
            topic.send(nextOf(calls, 1000));
            killConnections();
        }

        awaitRows(calls, 10_000);
        var ledger = books.ledgerOf(calls.account().id());
        for (var table : List.of("rollup_day", "rollup_quarter_hour")) {
            assertThat(books.rollupOf(calls.account().id(), table, "DETAIL")).isEqualTo(ledger);
        }
    }

    private void awaitRows(Calls calls, long count) {
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> books.rowsOf(calls.account().id()), rows -> rows == count);
    }

    private long requestsInReports(Calls calls) {
        return books.rollupOf(calls.account().id(), "rollup_quarter_hour", "ACCOUNT").requests();
    }

    private static List<UsageRecord> nextOf(Calls calls, int count) {
        return Stream.generate(calls::next).limit(count).toList();
    }

    private static byte[] bytes(UsageRecord call) {
        return Wire.write(call);
    }

    private void forgetOffsets() throws Exception {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
            var offsets =
                    admin.listConsumerGroupOffsets(RecordUsage.GROUP)
                            .partitionsToOffsetAndMetadata()
                            .get();
            assertThat(offsets).isNotEmpty();
            admin.alterConsumerGroupOffsets(
                            RecordUsage.GROUP,
                            offsets.keySet().stream()
                                    .collect(
                                            Collectors.toMap(
                                                    p -> p, p -> new OffsetAndMetadata(0))))
                    .all()
                    .get();
        }
    }

    /// Over a connection of its own, for those of the pool are killed.
    private static void killConnections() throws SQLException {
        var config = ConfigProvider.getConfig();
        try (var connection =
                        DriverManager.getConnection(
                                config.getValue("smoothllm.database.url", String.class),
                                config.getValue("smoothllm.database.username", String.class),
                                config.getValue("smoothllm.database.password", String.class));
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()
                    """);
        }
    }
}
