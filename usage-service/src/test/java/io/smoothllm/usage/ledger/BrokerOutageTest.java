package io.smoothllm.usage.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.kit.outbox.BrokerConfig;
import io.smoothllm.testing.FreePort;
import io.smoothllm.testing.kafka.EmbeddedBroker;
import io.smoothllm.usage.integrity.Instances;
import io.smoothllm.usage.spend.NewPeriods;
import io.smoothllm.usage.testing.Books;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.UsageTopic;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With a broker of its own, for the shared one stays up.
@QuarkusTest
class BrokerOutageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject DataSource database;
    @Inject LedgerConfig config;
    @Inject Instance<Intake> intakes;
    @TempDir Path directory;

    @Test
    void readingBeginsWhenTheBrokerComesAndGoesOnWhenItComesBack() throws Exception {
        int port = FreePort.find();
        var broker = new Address("127.0.0.1:" + port);
        var state = new IntakeState(new SimpleMeterRegistry());
        var reading = reader(broker, state);
        reading.start();
        try {
            try (var first = EmbeddedBroker.start(directory, port)) {
                assertCallsArrive(first);
                assertThat(state.connected()).isTrue();
            }
            await().atMost(PATIENCE).until(() -> !state.connected());
            assertThat(new IntakeHealth(state).call())
                    .satisfies(
                            health -> {
                                assertThat(health.getStatus())
                                        .isEqualTo(HealthCheckResponse.Status.UP);
                                assertThat(health.getData().orElseThrow())
                                        .containsEntry("broker", "unreachable");
                            });
            try (var second = EmbeddedBroker.start(directory, port)) {
                assertCallsArrive(second);
                assertThat(state.trouble()).isNull();
                reading.stop();
            }
        } finally {
            reading.stop();
        }
    }

    private void assertCallsArrive(EmbeddedBroker broker) {
        var books = new Books(database);
        var calls = Calls.calls();
        try (var topic = new UsageTopic(broker.bootstrapServers())) {
            topic.send(List.of(calls.next(), calls.next()));
        }
        await().atMost(PATIENCE).until(() -> books.rowsOf(calls.account().id()) == 2);
    }

    private RecordUsage reader(BrokerConfig broker, IntakeState state) {
        return new RecordUsage(
                new Lanes(intakes, config, new SimpleMeterRegistry()),
                new Instances(database, new SimpleMeterRegistry()),
                new LedgerDays(database),
                new NewPeriods(database),
                new UsageTopics(broker, config),
                state,
                broker,
                config);
    }

    private record Address(String bootstrapServers) implements BrokerConfig {
        @Override
        public short replicationFactor() {
            return 1;
        }
    }
}
