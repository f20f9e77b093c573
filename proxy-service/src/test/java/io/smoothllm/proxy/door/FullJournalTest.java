package io.smoothllm.proxy.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.catalog.Timeouts;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ImpatientDoor;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.fixtures.ModelFixture;
import io.smoothllm.testing.quarkus.KafkaResource;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A journal without room, for which an open call is enough: no segment behind its intent can go.
@QuarkusTest
@TestProfile(ImpatientDoor.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class FullJournalTest {
    private static final int AT_ONCE = 40;
    private static final int MOST_ROUNDS = 50;
    private static final Timeouts PATIENT =
            new Timeouts(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final World world = World.get();
    @Inject MeterRegistry metrics;

    @Test
    void aFallbackThatFindsNoRoomForItsRowEndsTheCall() throws Exception {
        try (var app = Application.connected();
                var failing = new ScriptedProvider();
                var unasked = new ScriptedProvider();
                var client = Application.newClient()) {
            // Long names take more room than the small calls leave.
            var wordy = World.unique("wordy") + "-".repeat(400);
            connect(app, failing, wordy, 0);
            connect(app, unasked, wordy, 1);
            failing.answers(Answer.json(200, "{\"choices\":[").delivered(Delivery.STALLED));
            var call =
                    client.sendAsync(
                            app.to("/v1/chat/completions")
                                    .timeout(Duration.ofMinutes(1))
                                    .POST(
                                            BodyPublishers.ofString(
                                                    app.request(false).replace(app.model(), wordy)))
                                    .build(),
                            BodyHandlers.ofString());
            failing.taken();

            var refused = fill(app, client);
            failing.close();

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(JsonPath.from(refused.body()).getString("error.code"))
                    .isEqualTo("journal_full");
            var answer = call.join();
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(JsonPath.from(answer.body()).getString("error.code"))
                    .isEqualTo("journal_full");
            assertThat(unasked.wasNotAsked()).isTrue();
            var row = world.usage(Application.requestId(answer));
            assertThat(row.status()).isEqualTo(CallStatus.UPSTREAM_ERROR);
            assertThat(row.errorCode()).isEqualTo("upstream_stream_broken");
        }
    }

    private void connect(Application app, ScriptedProvider provider, String model, int priority) {
        world.connect(
                world.aProvider(Dialect.OPENAI, provider.url(), World.unique("small"))
                        .with(ModelFixture.model(model).upstream("up".repeat(500)))
                        .patience(PATIENT)
                        .priority(priority),
                app.key());
    }

    /// Asks several times at once, again and again, until nobody is let in, though all that could
    /// go had gone: what the broker takes later would make room again.
    ///
    /// @return an answer that says so
    private HttpResponse<String> fill(Application app, HttpClient client) {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            // All but the one call is settled: a settlement takes less room than was kept for it.
            await().until(() -> gauge("smoothllm.requests.open") == 1);
            await().until(() -> gauge("smoothllm.usage.unpublished") == 0);
            var answers =
                    Stream.generate(() -> ask(app, client)).limit(AT_ONCE).toList().stream()
                            .map(CompletableFuture::join)
                            .toList();
            if (answers.stream().allMatch(answer -> answer.statusCode() == 503)) {
                return answers.getFirst();
            }
        }
        throw new AssertionError("The journal is not full after " + MOST_ROUNDS + " rounds");
    }

    private double gauge(String name) {
        return metrics.get(name).gauge().value();
    }

    private static CompletableFuture<HttpResponse<String>> ask(Application app, HttpClient client) {
        app.provider().answers(Answer.json(200, Application.WHOLE));
        return client.sendAsync(app.call(app.request(false)), BodyHandlers.ofString());
    }
}
