package io.smoothllm.keys.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.keys.fixture.Someone;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.audit.AuditActor;
import io.smoothllm.model.audit.AuditEntry;
import io.smoothllm.model.audit.AuditTarget;
import io.smoothllm.model.audit.FieldChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What other services tell.
@QuarkusTest
class AuditIntakeTest {
    @ConfigProperty(name = "smoothllm.kafka.bootstrap-servers")
    String bootstrapServers;

    private final UUID provider = UUID.randomUUID();
    private final UUID actor = UUID.randomUUID();
    private KafkaProducer<String, byte[]> producer;

    @BeforeEach
    void connect() throws Exception {
        makeTopic();
        producer =
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    @AfterEach
    void disconnect() {
        producer.close();
    }

    @Test
    void anEntryThatComesAgainIsThereOnce() {
        var first = Wire.write(entry("openai"));

        send(first);
        send(first);
        send(Wire.write(entry("the last")));

        awaitEntries(2);
        Someone.admin()
                .asks()
                .get("/api/v1/audit?actor=" + actor)
                .then()
                .statusCode(200)
                .body("items[1].action", equalTo("provider.changed"))
                .body("items[1].target.name", equalTo("openai"))
                .body("items[1].address", equalTo("10.0.0.1"))
                .body("items[1].changes[0].to", equalTo("false"));
    }

    @Test
    void whatCannotBeKeptDoesNotStandInTheWay() {
        send("no JSON".getBytes(UTF_8));
        send("null".getBytes(UTF_8));
        send(null);
        send(Wire.write(entry("PostgreSQL takes no \0")));

        send(Wire.write(entry("the last")));

        awaitEntries(1);
    }

    /// As provider-service does, whose topic it is.
    private void makeTopic() throws Exception {
        var topic = new NewTopic(Topics.AUDIT, 1, (short) 1);
        try (var admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            if (!admin.listTopics().names().get().contains(topic.name())) {
                admin.createTopics(List.of(topic)).all().get();
            }
        }
    }

    private void awaitEntries(int number) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(names()).hasSize(number).contains("the last"));
    }

    private List<String> names() {
        return Someone.admin()
                .asks()
                .get("/api/v1/audit?target=" + provider)
                .path("items.target.name");
    }

    private void send(byte[] message) {
        producer.send(new ProducerRecord<>(Topics.AUDIT, "key", message));
        producer.flush();
    }

    private AuditEntry entry(String name) {
        return new AuditEntry(
                UuidCreator.getTimeOrderedEpoch(),
                Instant.now(),
                AuditActor.account(actor, "ada@example.org"),
                "provider.changed",
                new AuditTarget("provider", provider.toString(), name),
                AuditEntry.Outcome.DONE,
                "10.0.0.1",
                "curl",
                List.of(new FieldChange("enabled", "true", "false")));
    }
}
