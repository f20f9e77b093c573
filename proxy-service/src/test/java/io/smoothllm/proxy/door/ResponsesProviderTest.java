package io.smoothllm.proxy.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.fixtures.IssuedKey;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Responses to a provider that speaks it itself: what is metered, and who is asked next.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class ResponsesProviderTest {
    private static final Compatibility SPEAKS_RESPONSES =
            new Compatibility(null, null, null, true, null, null, null, null);

    private static final String BEGUN =
            """
            event: response.created
            data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","status":"in_progress","error":null,"output":[],"usage":null}}

            """;

    private static final String CONTENT =
            """
            event: response.output_text.delta
            data: {"type":"response.output_text.delta","sequence_number":1,"delta":"Hello there","logprobs":[]}

            """;

    private static final String COMPLETED =
            """
            event: response.completed
            data: {"type":"response.completed","sequence_number":2,"response":{"id":"resp_1","status":"completed","error":null,"output":[],"usage":{"input_tokens":100,"input_tokens_details":{"cached_tokens":40},"output_tokens":10}}}

            """;

    private static final String FAILED =
            """
            event: response.failed
            data: {"type":"response.failed","sequence_number":2,"response":{"id":"resp_1","status":"failed","error":{"code":"server_error","message":"Boom"},"output":[],"usage":{"input_tokens":100,"output_tokens":2}}}

            """;

    private final World world = World.get();
    private final HttpClient client = Application.newClient();
    private final ScriptedProvider provider = new ScriptedProvider();
    private final String model = World.unique("responses");
    private final IssuedKey key = world.key();

    ResponsesProviderTest() {
        world.connect(
                world.aProvider(Dialect.OPENAI, provider.url() + "/v1", model)
                        .compatible(SPEAKS_RESPONSES),
                key);
    }

    @AfterEach
    void close() {
        client.close();
        provider.close();
    }

    @Test
    void aStreamIsMeteredByItsLastEvent() throws Exception {
        provider.answers(Answer.stream(BEGUN + CONTENT + COMPLETED));

        var answer = ask();

        assertThat(answer.body()).isEqualTo(BEGUN + CONTENT + COMPLETED);
        assertThat(provider.taken().uri()).isEqualTo("/v1/responses");
        var usage = world.usage(Application.requestId(answer));
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(100, 40, 0, 10, 0));
        assertThat(usage.status()).isEqualTo(CallStatus.SUCCEEDED);
        assertThat(usage.firstTokenMs()).isNotNull();
    }

    @Test
    void aFailureThatTheProviderToldIsSettledAsBroken() throws Exception {
        provider.answers(Answer.stream(BEGUN + CONTENT + FAILED));

        var answer = ask();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(BEGUN + CONTENT + FAILED);
        var usage = world.usage(Application.requestId(answer));
        assertThat(usage.status()).isEqualTo(CallStatus.STREAM_BROKEN);
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(100, 0, 0, 2, 0));
    }

    @Test
    void aStreamThatIsCutNeverLooksFinished() throws Exception {
        provider.answers(Answer.stream(BEGUN + CONTENT).delivered(Delivery.CUT));

        var answer = ask();

        assertThat(answer.body())
                .startsWith(BEGUN + CONTENT + "event: error\n")
                .contains("\"sequence_number\":2")
                .doesNotContain("response.completed");
        assertThat(world.usage(Application.requestId(answer)).status())
                .isEqualTo(CallStatus.STREAM_BROKEN);
    }

    @Test
    void anotherProviderIsAskedWhenTheFirstFailsRightBehindItsBeginning() throws Exception {
        try (var second = new ScriptedProvider()) {
            world.connect(
                    world.aProvider(Dialect.OPENAI, second.url() + "/v1", model)
                            .compatible(SPEAKS_RESPONSES)
                            .priority(1),
                    key);
            provider.answers(Answer.stream(BEGUN + FAILED));
            second.answers(Answer.stream(BEGUN + CONTENT + COMPLETED));

            var answer = ask();

            assertThat(answer.body()).isEqualTo(BEGUN + CONTENT + COMPLETED);
            assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("2");
        }
    }

    private HttpResponse<String> ask() throws Exception {
        var body = "{\"model\":\"%s\",\"input\":\"hello\",\"stream\":true}".formatted(model);
        return client.send(
                HttpRequest.newBuilder(URI.create(World.url() + "/v1/responses"))
                        .header("Authorization", "Bearer " + key.secret())
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
