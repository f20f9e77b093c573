package io.smoothllm.proxy.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.model.catalog.CatalogProvider;
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

/// Clients of the Messages API at the door: keys, what is metered, who is asked next.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class MessagesTest {
    private static final String MESSAGES = "/v1/messages";
    private static final String COUNT = MESSAGES + "/count_tokens";

    private static final String WHOLE =
            """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":60,"cache_read_input_tokens":30,"cache_creation_input_tokens":10,"cache_creation":{"ephemeral_5m_input_tokens":6,"ephemeral_1h_input_tokens":4},"output_tokens":10,"output_tokens_details":{"thinking_tokens":3}}}""";

    private static final String FIRST =
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"usage":{"input_tokens":60,"output_tokens":1}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hel"}}

            """;

    private static final String REST =
            """
            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":10}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    private static final String OVERLOADED =
            """
            event: error
            data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}

            """;

    private final World world = World.get();
    private final HttpClient client = Application.newClient();
    private final ScriptedProvider provider = new ScriptedProvider();
    private final String model = World.unique("model");
    private final IssuedKey key = world.key();

    @AfterEach
    void close() {
        client.close();
        provider.close();
    }

    @Test
    void theKeyMayComeAsAnthropicsClientsSendIt() throws Exception {
        connect(Dialect.ANTHROPIC);
        provider.answers(Answer.json(200, WHOLE));

        var answer = send(call(MESSAGES, request(false)).header("x-api-key", key.secret()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(WHOLE);
        var headers = provider.taken().headers();
        assertThat(headers).containsEntry("x-api-key", World.CREDENTIAL);
        assertThat(headers.toString()).doesNotContain(key.secret());
    }

    @Test
    void anAnswerIsNamedWhereAnthropicsClientsLookForIt() throws Exception {
        connect(Dialect.ANTHROPIC);
        provider.answers(Answer.json(200, WHOLE).with("request-id", "req_theirs"));

        var answer = post(MESSAGES, request(false));

        assertThat(answer.headers().firstValue("request-id"))
                .contains(Application.requestId(answer));
    }

    @Test
    void theKeyMayComeAsABearer() throws Exception {
        connect(Dialect.ANTHROPIC);
        provider.answers(Answer.json(200, WHOLE));

        var answer = post(MESSAGES, request(false));

        assertThat(answer.statusCode()).isEqualTo(200);
        var headers = provider.taken().headers();
        assertThat(headers).doesNotContainKey("authorization");
        assertThat(headers.toString()).doesNotContain(key.secret());
    }

    @Test
    void aRefusalIsSaidInAnthropicsEnvelopeWhereverItHappens() throws Exception {
        for (var path : new String[] {MESSAGES, COUNT, MESSAGES + "/batches"}) {
            var answer = send(call(path, "{}"));

            assertThat(JsonPath.from(answer.body()).getString("type")).as(path).isEqualTo("error");
        }
        assertThat(send(call(MESSAGES, "{}")).statusCode()).isEqualTo(401);
        assertThat(send(call(COUNT, "{}")).statusCode()).isEqualTo(401);
        assertThat(send(call(MESSAGES + "/batches", "{}")).statusCode()).isEqualTo(404);
    }

    @Test
    void aWholeAnswerIsMeteredExactly() throws Exception {
        connect(Dialect.ANTHROPIC);
        provider.answers(Answer.json(200, WHOLE));

        var answer = post(MESSAGES, request(false));

        var usage = world.usage(Application.requestId(answer));
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(100, 30, 10, 4, 10, 3));
        assertThat(usage.estimated()).isFalse();
        assertThat(usage.dialect()).isEqualTo(Dialect.ANTHROPIC);
    }

    @Test
    void aStreamIsMeteredExactly() throws Exception {
        connect(Dialect.ANTHROPIC);
        provider.answers(Answer.stream(FIRST + REST));

        var answer = post(MESSAGES, request(true));

        assertThat(answer.body()).isEqualTo(FIRST + REST);
        var usage = world.usage(Application.requestId(answer));
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(60, 0, 0, 10, 0));
        assertThat(usage.status()).isEqualTo(CallStatus.SUCCEEDED);
        assertThat(usage.firstTokenMs()).isNotNull();
    }

    @Test
    void aStreamThatIsCutIsNeverTakenForAWholeOne() throws Exception {
        connect(Dialect.ANTHROPIC);
        provider.answers(Answer.stream(FIRST).delivered(Delivery.CUT));

        var answer = post(MESSAGES, request(true));

        assertThat(answer.body())
                .startsWith(FIRST + "event: error\n")
                .contains("api_error")
                .doesNotContain("message_stop");
        assertThat(world.usage(Application.requestId(answer)).status())
                .isEqualTo(CallStatus.STREAM_BROKEN);
    }

    @Test
    void anErrorBeforeTheFirstByteLeavesRoomForAnotherProvider() throws Exception {
        connect(Dialect.ANTHROPIC);
        connect(Dialect.ANTHROPIC);
        provider.answers(Answer.stream(OVERLOADED), Answer.stream(FIRST + REST));

        var answer = post(MESSAGES, request(true));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(FIRST + REST);
        assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("2");
    }

    @Test
    void theOperatorsBetasJoinTheClients() throws Exception {
        world.connect(
                world.aProvider(Dialect.ANTHROPIC, provider.url(), model)
                        .header("Anthropic-Beta", "b-2026-01-01")
                        .header("anthropic-version", "2026-10-21"),
                key);
        provider.answers(Answer.json(200, WHOLE));

        send(authorized(MESSAGES, request(false)).header("anthropic-beta", "a-2026-01-01"));

        assertThat(provider.taken().headers())
                .containsEntry("anthropic-beta", "a-2026-01-01,b-2026-01-01")
                .containsEntry("anthropic-version", "2026-10-21");
    }

    @Test
    void aCountCostsNothingAndIsNotMetered() throws Exception {
        connect(Dialect.ANTHROPIC);
        provider.answers(Answer.json(200, "{\"input_tokens\":14}"), Answer.json(200, WHOLE));

        var count = post(COUNT, question());
        var answer = post(MESSAGES, request(false));

        assertThat(count.body()).isEqualTo("{\"input_tokens\":14}");
        assertThat(count.headers().firstValue("x-smoothllm-estimated")).isEmpty();
        world.usage(Application.requestId(answer)); // sent after it would have been
        assertThat(world.allUsage())
                .noneMatch(usage -> usage.requestId().equals(Application.requestId(count)));
    }

    @Test
    void aCountThatNobodyGivesIsAGuessAndSaysSo() throws Exception {
        connect(Dialect.OPENAI);

        var count = post(COUNT, question());

        assertThat(count.statusCode()).isEqualTo(200);
        assertThat(JsonPath.from(count.body()).getInt("input_tokens")).isPositive();
        assertThat(count.headers().firstValue("x-smoothllm-estimated")).contains("true");
        assertThat(provider.wasNotAsked()).isTrue();
    }

    @Test
    void aCountIsAskedOfTheNextWhenTheFirstIsTooBusy() throws Exception {
        connect(Dialect.ANTHROPIC);
        connect(Dialect.ANTHROPIC);
        provider.answers(
                Answer.json(529, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}"),
                Answer.json(200, "{\"input_tokens\":14}"));

        var count = post(COUNT, question());

        assertThat(count.body()).isEqualTo("{\"input_tokens\":14}");
        assertThat(count.headers().firstValue("x-smoothllm-attempts")).contains("2");
    }

    @Test
    void aCountWaitsNoLongerThanItsProviderMay() throws Exception {
        connect(Dialect.ANTHROPIC);
        provider.answers(Answer.json(200, "").delivered(Delivery.SILENT));

        var count = post(COUNT, question());

        assertThat(count.statusCode()).isEqualTo(504);
        assertThat(JsonPath.from(count.body()).getString("error.type")).isEqualTo("timeout_error");
    }

    @Test
    void aCountOfAModelThatTheKeyMayNotUseIsRefused() throws Exception {
        var count = post(COUNT, question());

        assertThat(count.statusCode()).isEqualTo(404);
        assertThat(JsonPath.from(count.body()).getString("error.type"))
                .isEqualTo("not_found_error");
    }

    @Test
    void aCountIsPostedAndNotGot() throws Exception {
        var answer = send(call(COUNT, "").method("GET", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("POST");
    }

    private CatalogProvider connect(Dialect dialect) {
        return world.connect(world.aProvider(dialect, provider.url(), model), key);
    }

    private String request(boolean stream) {
        return "{\"model\":\"%s\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":%s}"
                .formatted(model, stream);
    }

    private String question() {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                .formatted(model);
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(authorized(path, body));
    }

    private HttpRequest.Builder authorized(String path, String body) {
        return call(path, body).header("Authorization", "Bearer " + key.secret());
    }

    private static HttpRequest.Builder call(String path, String body) {
        return HttpRequest.newBuilder(URI.create(World.url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder call) throws Exception {
        return client.send(call.build(), BodyHandlers.ofString());
    }
}
