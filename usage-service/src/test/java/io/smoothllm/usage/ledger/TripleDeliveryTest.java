package io.smoothllm.usage.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smoothllm.kit.outbox.BrokerConfig;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.usage.integrity.Instances;
import io.smoothllm.usage.testing.Calls.Named;
import io.smoothllm.usage.testing.Settings;
import io.smoothllm.usage.testing.VariedCalls;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same calls to two ledgers: to one of them once and in order, to the other one three times,
/// shuffled, in batches of any size, on all lanes at once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TripleDeliveryTest {
    /// Everything that is counted or told, without what says when it was.
    private static final Map<String, String> TABLES = new LinkedHashMap<>();

    static {
        TABLES.put("ledger", "to_jsonb(t) - 'recorded_at'");
        TABLES.put("series", "to_jsonb(t)");
        TABLES.put("rollup_quarter_hour", "to_jsonb(t)");
        TABLES.put("rollup_day", "to_jsonb(t)");
        TABLES.put("known_name", "to_jsonb(t) - 'seen_at'");
        TABLES.put("proxy_instance", "to_jsonb(t) - '{first_seen,last_seen,duplicates}'::text[]");
    }

    private static final int CALLS = 700;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final SeparateLedger once = new SeparateLedger("delivered_once");
    private final SeparateLedger thrice = new SeparateLedger("delivered_thrice");

    @AfterEach
    void empty() throws Exception {
        for (var one : opened) {
            one.close();
        }
        opened.clear();
        once.empty();
        thrice.empty();
    }

    @AfterAll
    void close() {
        once.close();
        thrice.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void threeDeliveriesInAnyOrderAreLikeOne(long seed) throws Exception {
        var random = new Random(seed);
        var varied = new VariedCalls(random, Named.of("ada"), Named.of("bob"));
        var calls = varied.next(CALLS);
        deliver(once, calls, () -> 100);

        var deliveries = new ArrayList<UsageRecord>();
        Collections.nCopies(3, calls).forEach(deliveries::addAll);
        Collections.shuffle(deliveries, random);
        deliver(thrice, deliveries, () -> 1 + random.nextInt(1500));

        for (var table : TABLES.entrySet()) {
            var sql =
                    "select (%s)::text from %s t order by 1"
                            .formatted(table.getValue(), table.getKey());
            assertThat(thrice.texts(sql))
                    .as(table.getKey())
                    .isNotEmpty()
                    .isEqualTo(once.texts(sql));
        }
        assertThat(once.texts("select count(*) from ledger")).containsExactly("" + CALLS);
        assertThat(thrice.texts("select sum(duplicates) from proxy_instance"))
                .containsExactly("" + 2 * CALLS);
        assertThat(thrice.texts("select received::text from proxy_instance"))
                .containsOnly("{[1,%d)}".formatted(CALLS / varied.instances().size() + 1));
    }

    private interface Sizes {
        int next();
    }

    /// As [RecordUsage] does, which also reads a batch again that failed for a passing reason.
    private void deliver(SeparateLedger to, List<UsageRecord> deliveries, Sizes sizes)
            throws SQLException {
        var lanes = lanes(to);
        var instances = new Instances(to.database(), new SimpleMeterRegistry());
        for (int from = 0, next; from < deliveries.size(); from = next) {
            next = Math.min(from + sizes.next(), deliveries.size());
            instances.note(take(lanes, deliveries.subList(from, next)), List.of());
        }
    }

    private static List<UsageRecord> take(Lanes lanes, List<UsageRecord> batch)
            throws SQLException {
        var records = batch.stream().map(TripleDeliveryTest::onTheTopic).toList();
        while (true) {
            try {
                return lanes.take(records);
            } catch (SQLException e) {
                if (Refusal.of(e).isPresent()) {
                    throw e;
                }
            }
        }
    }

    private static ConsumerRecord<byte[], byte[]> onTheTopic(UsageRecord call) {
        return new ConsumerRecord<>(Topics.USAGE, 0, 0, null, Wire.write(call));
    }

    private Lanes lanes(SeparateLedger ledger) {
        var config = Settings.of(LedgerConfig.class);
        var retention = Settings.of(RetentionConfig.class);
        var deadLetters = new DeadLetters(Settings.of(BrokerConfig.class), config);
        var metrics = new SimpleMeterRegistry();
        var lanes =
                new Lanes(
                        () -> new Intake(ledger.writer(), deadLetters, config, retention, metrics),
                        config,
                        metrics);
        opened.add(lanes::close);
        return lanes;
    }
}
