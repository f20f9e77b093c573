package io.smoothllm.proxy.metering;

import static io.smoothllm.testing.fixtures.ModelFixture.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.Money;
import io.smoothllm.model.price.Cost;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.fixtures.ProviderFixture;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class PriceVersionTest {
    private final World world = World.get();
    private final Application app = Application.connected();

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void aCallIsChargedByTheVersionItWasAdmittedWith() throws Exception {
        app.provider().answers(Answer.stream(Application.FIRST).delivered(Delivery.MURMURED));
        var client = Application.newClient();
        HttpResponse<InputStream> answer =
                client.send(app.call(app.request(true)), BodyHandlers.ofInputStream());
        answer.body().read();
        tenTimesAsDear();

        client.shutdownNow();

        var usage = world.usage(Application.requestId(answer));
        var prices = app.entry().models().getFirst().prices();
        assertThat(usage.status()).as("it was still open").isEqualTo(CallStatus.CLIENT_GONE);
        assertThat(usage.priceVersion()).isEqualTo(app.entry().version());
        assertThat(usage.costUsd().usd()).isPositive();
        assertThat(usage.costUsd())
                .isEqualTo(Cost.of(usage.status(), usage.tokens(), prices).usd());
    }

    @Test
    void theNextCallIsChargedByTheNewVersion() throws Exception {
        app.provider().answers(Answer.json(200, Application.WHOLE));
        tenTimesAsDear();

        var answer = app.post(app.request(false));

        var usage = world.usage(Application.requestId(answer));
        assertThat(usage.priceVersion()).isEqualTo(app.entry().version() + 1);
        // 100 × 1.50 + 10 × 6, in millionths
        assertThat(usage.costUsd()).isEqualTo(Money.of("0.00021"));
    }

    /// Returns when the proxy knows.
    private void tenTimesAsDear() {
        var name = app.model();
        var sign = World.unique("sign");
        world.topics()
                .publish(
                        ProviderFixture.after(app.entry())
                                .withoutModels()
                                .with(model(name).upstream("up-" + name).costing("1.5", "6"))
                                .with(model(sign))
                                .ready());
        world.awaitModel(app.key(), sign);
    }
}
