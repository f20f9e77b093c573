package io.smoothllm.proxy.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.Money;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.spend.SpendTotal;
import io.smoothllm.model.spend.SpendTotal.Part;
import io.smoothllm.model.spend.SpendTotal.Scope;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.proxy.view.TopicFollower;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.kafka.NewTopics;
import io.smoothllm.testing.quarkus.KafkaResource;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The proxy started without the topic: all others of its tests know of none.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class SpendViewTest {
    private final World world = World.get();
    private final Application app = Application.connected();
    @Inject MeterRegistry metrics;
    @Inject Uncounted uncounted;
    @Inject TopicFollower follower;

    @ConfigProperty(name = "smoothllm.kafka.bootstrap-servers")
    String broker;

    @BeforeEach
    void makeTopic() {
        NewTopics.create(broker, Topics.SPEND, 1, Map.of("cleanup.policy", "compact"));
    }

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void aTopicThatComesLaterIsFollowedFromThen() {
        assertThat(follower.caughtUp()).isTrue();
        double before = gauge("smoothllm.spend.scopes");

        publish(total(UUID.randomUUID(), 1, Instant.EPOCH));

        await().untilAsserted(
                        () -> assertThat(gauge("smoothllm.spend.scopes")).isEqualTo(before + 1));
    }

    @Test
    void keysAreStillHeardOfAfterwards() throws Exception {
        app.provider().answers(Answer.json(200, Application.WHOLE));
        publish(total(UUID.randomUUID(), 1, Instant.EPOCH));

        assertThat(app.post(app.request(false)).statusCode()).isEqualTo(200);
    }

    @Test
    void theLagIsTheAgeOfACallUntilItsCostIsCounted() throws Exception {
        var call = spend();
        await().until(() -> lagOf(call) > 0.3);

        publish(total(call.keyId(), 1, ended(call)));

        await().untilAsserted(() -> assertThat(lagOf(call)).isZero());
    }

    @Test
    void aTotalThatIsOlderThanTheCallDoesNotCountIt() throws Exception {
        var call = spend();
        double before = gauge("smoothllm.spend.scopes");

        publish(total(call.keyId(), 1, ended(call).minusMillis(1)));

        await().until(() -> gauge("smoothllm.spend.scopes") == before + 1);

        assertThat(lagOf(call)).isPositive();
    }

    @Test
    void nonsenseIsPassedOver() {
        double before = gauge("smoothllm.spend.scopes");
        world.topics().send(Topics.SPEND, "key/nonsense", "{".getBytes(StandardCharsets.UTF_8));

        publish(total(UUID.randomUUID(), 1, Instant.EPOCH));

        await().untilAsserted(
                        () -> assertThat(gauge("smoothllm.spend.scopes")).isEqualTo(before + 1));
    }

    private UsageRecord spend() throws Exception {
        app.provider().answers(Answer.json(200, Application.WHOLE));
        return world.usage(Application.requestId(app.post(app.request(false))));
    }

    private static Instant ended(UsageRecord call) {
        return call.startedAt().plusMillis(call.latencyMs());
    }

    private static SpendTotal total(UUID key, long version, Instant asOf) {
        var part = new Part(LocalDate.EPOCH, Money.of("1"));
        return new SpendTotal(Scope.KEY, key, version, part, part, part, Money.of("1"), asOf);
    }

    private void publish(SpendTotal total) {
        world.topics()
                .send(
                        Topics.SPEND,
                        SpendTotal.topicKey(total.scope(), total.id()),
                        Wire.write(total));
    }

    private double gauge(String name) {
        return metrics.get(name).gauge().value();
    }

    /// Of this test's key: other tests have calls that nobody counts.
    private double lagOf(UsageRecord call) {
        return uncounted.lag(call.keyId());
    }
}
