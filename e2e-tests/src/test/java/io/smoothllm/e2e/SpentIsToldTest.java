package io.smoothllm.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.smoothllm.model.Topics;
import io.smoothllm.model.Wire;
import io.smoothllm.model.spend.SpendTotal;
import io.smoothllm.model.spend.SpendTotal.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/// What a call costs comes back to the proxy that served it.
class SpentIsToldTest {
    private static final TopicPartition SPEND = new TopicPartition(Topics.SPEND, 0);

    private final RunningStack stack = RunningStack.get();
    private final Operator operator = stack.admin();

    @Test
    void theTotalOfAKeyIsWhatItsCallsCostAndTheProxyHasIt() {
        var model = Operator.unique("model");
        var url = stack.simulatorUrl() + "/openai/v1";
        operator.connect(Operator.unique("provider"), "OPENAI", url, model, "sim-small");
        var key = operator.giveKey(Operator.unique("key"));
        await().until(() -> ask(key.getString("secret"), model) == 200);
        await().until(() -> ask(key.getString("secret"), model) == 200);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> operator.report("?keyId=" + key.get("id")).getInt("requests") == 2);

        var cost = operator.report("?keyId=" + key.get("id")).getString("costUsd");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> {
                            var total = total(Scope.KEY, UUID.fromString(key.getString("id")));
                            assertThat(total.totalUsd()).hasToString(cost);
                            assertThat(total.day().usd()).hasToString(cost);
                        });
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(metric("smoothllm_spend_lag_seconds")).isZero());
        assertThat(metric("smoothllm_spend_scopes")).isGreaterThanOrEqualTo(2);
    }

    private int ask(String secret, String model) {
        return given().contentType(ContentType.JSON)
                .header("Authorization", "Bearer " + secret)
                .body(
                        Map.of(
                                "model",
                                model,
                                "messages",
                                List.of(Map.of("role", "user", "content", "hello"))))
                .post(stack.baseUrl() + "/v1/chat/completions")
                .statusCode();
    }

    private SpendTotal total(Scope scope, UUID id) {
        SpendTotal newest = null;
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", "127.0.0.1:" + stack.port("kafka")),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(SPEND));
            consumer.seekToBeginning(List.of(SPEND));
            long end = consumer.endOffsets(List.of(SPEND)).get(SPEND);
            while (consumer.position(SPEND) < end) {
                for (var said : consumer.poll(Duration.ofMillis(100))) {
                    if (said.key().equals(SpendTotal.topicKey(scope, id))) {
                        newest = Wire.read(said.value(), SpendTotal.class);
                    }
                }
            }
        }
        assertThat(newest).isNotNull();
        return newest;
    }

    private double metric(String name) {
        var metrics =
                given().get(
                                "http://127.0.0.1:"
                                        + stack.port("proxy-service-management")
                                        + "/q/metrics")
                        .asString();
        var found = Pattern.compile(name + "(?:\\{[^}]*})? (\\S+)").matcher(metrics);
        assertThat(found.find()).as(name).isTrue();
        return Double.parseDouble(found.group(1));
    }
}
