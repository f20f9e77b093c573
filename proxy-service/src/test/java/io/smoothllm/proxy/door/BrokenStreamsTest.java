package io.smoothllm.proxy.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Streams that do not come to their end, on one side or the other.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class BrokenStreamsTest {
    private final World world = World.get();
    private final Application app = Application.connected();
    private final ScriptedProvider provider = app.provider();

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void aStreamThatIsCutNeverLooksFinished() throws Exception {
        provider.answers(
                Answer.stream(Application.FIRST + Application.REST.substring(0, 30))
                        .delivered(Delivery.CUT));

        var answer = app.post(app.request(true));

        assertBroken(answer, "upstream_stream_broken");
    }

    @Test
    void aStreamThatStallsIsGivenUp() throws Exception {
        provider.answers(Answer.stream(Application.FIRST).delivered(Delivery.STALLED));

        var answer = app.post(app.request(true));

        assertBroken(answer, "upstream_timeout");
        assertThat(provider.sawHangUp()).isTrue();
    }

    @Test
    void anErrorInMidStreamEndsItAsAnError() throws Exception {
        provider.answers(
                Answer.stream(
                        Application.FIRST
                                + "data: {\"error\":{\"message\":\"boom "
                                + World.CREDENTIAL
                                + "\"}}\n\n"));

        var answer = app.post(app.request(true));

        assertBroken(answer, "boom [redacted]");
    }

    @Test
    void aClientThatHangsUpStopsTheProviderAndIsStillMetered() throws Exception {
        provider.answers(Answer.stream(Application.FIRST).delivered(Delivery.STALLED));
        var gone = Application.newClient();
        HttpResponse<InputStream> answer =
                gone.send(app.call(app.request(true)), BodyHandlers.ofInputStream());
        answer.body().read();

        gone.shutdownNow();

        assertThat(provider.sawHangUp()).isTrue();
        var usage = world.usage(answer.headers().firstValue("x-request-id").orElseThrow());
        assertThat(usage.status()).isEqualTo(CallStatus.CLIENT_GONE);
        assertThat(usage.estimated()).isTrue();
        assertThat(usage.tokens().output()).isPositive();
        assertThat(usage.httpStatus()).isEqualTo(499);
    }

    private void assertBroken(HttpResponse<String> answer, String said) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("Hel")
                .contains("data: {\"error\":")
                .contains(said)
                .doesNotContain("[DONE]")
                .doesNotContain("\"finish_reason\":\"stop\"");
        assertThat(world.usage(Application.requestId(answer)).status())
                .isEqualTo(CallStatus.STREAM_BROKEN);
    }
}
