package io.smoothllm.proxy.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.quarkus.KafkaResource;
import jakarta.inject.Inject;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/// What the next process finds of a call that was at its second provider when this one died.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class OpenAttemptTest {
    @Inject JournalConfig config;

    @Test
    void theAttemptThatFailedIsSettledAndTheOneUnderWayIsOpen() throws Exception {
        try (var app = Application.connected();
                var second = new ScriptedProvider();
                var client = Application.newClient()) {
            var world = World.get();
            var other =
                    world.connect(
                            world.aProvider(Dialect.OPENAI, second.url(), app.model()).priority(1),
                            app.key());
            app.provider().answers(Answer.json(200, "{\"choices\":[]"));
            second.answers(Answer.json(200, "").delivered(Delivery.SILENT));
            client.sendAsync(app.call(app.request(false)), BodyHandlers.discarding());
            second.taken();

            var left = Recovery.read(config.directory());

            var open =
                    left.interrupted().stream()
                            .map(Recovery.Interrupted::call)
                            .filter(call -> call.model().equals(app.model()))
                            .toList();
            assertThat(open).hasSize(1);
            assertThat(open.getFirst().attempt()).isEqualTo(2);
            assertThat(open.getFirst().providerId()).isEqualTo(other.id());
            assertThat(open.getFirst().tokens().input()).isPositive();
            var failed = world.usageOf(app.model());
            assertThat(failed.status()).isEqualTo(CallStatus.UPSTREAM_ERROR);
            assertThat(failed.requestId()).isEqualTo(open.getFirst().requestId());
            assertThat(failed.eventId().sequence())
                    .isLessThan(open.getFirst().eventId().sequence());
        }
    }
}
