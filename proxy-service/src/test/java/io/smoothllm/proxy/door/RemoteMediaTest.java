package io.smoothllm.proxy.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.usage.CallStatus;
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
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a client names by URL reaches a provider that takes only bytes.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class RemoteMediaTest {
    private static final String ANSWER =
            """
            {"output":{"message":{"role":"assistant","content":[{"text":"A cat."}]}},\
            "stopReason":"end_turn","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}""";

    private final World world = World.get();
    private final ScriptedProvider site = new ScriptedProvider();
    private final ScriptedProvider provider = new ScriptedProvider();
    private final HttpClient client = Application.newClient();
    private final String model = World.unique("seeing");
    private final IssuedKey key = world.key();

    @BeforeEach
    void connect() {
        world.connect(world.aProvider(Dialect.BEDROCK, provider.url(), model), key);
    }

    @AfterEach
    void close() {
        client.close();
        site.close();
        provider.close();
    }

    @Test
    void itsBytesAreFetchedAndSent() throws Exception {
        site.answers(file("image/png", "cat"), file("application/pdf", "book"));
        provider.answers(Answer.json(200, ANSWER));

        var answer = post(site.url() + "/cat", site.url() + "/book");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(provider.taken().text())
                .contains("{\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"Y2F0\"}}}")
                .contains(
                        "{\"document\":{\"format\":\"pdf\",\"name\":\"document\",\"source\":{\"bytes\":\"Ym9vaw==\"}}}")
                .doesNotContain(site.url());
        assertThat(site.taken().headers().toString()).doesNotContain(key.secret());
    }

    @Test
    void theNextProviderGetsWhatWasFetchedForTheFirst() throws Exception {
        try (var second = new ScriptedProvider()) {
            world.connect(world.aProvider(Dialect.BEDROCK, second.url(), model).priority(1), key);
            site.answers(file("image/png", "cat"));
            provider.answers(Answer.json(500, "{}"));
            second.answers(Answer.json(200, ANSWER));

            var answer = post(site.url() + "/cat");

            assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("2");
            assertThat(second.taken().text()).contains("Y2F0");
            site.taken();
            assertThat(site.wasNotAsked()).isTrue();
        }
    }

    @Test
    void aProviderThatTakesUrlsGetsThem() throws Exception {
        try (var other = new ScriptedProvider()) {
            world.connect(world.aProvider(Dialect.ANTHROPIC, other.url(), model).priority(-1), key);
            other.answers(Answer.json(400, "{}"));

            post(site.url() + "/cat");

            assertThat(other.taken().text()).contains(site.url() + "/cat");
            assertThat(site.wasNotAsked()).isTrue();
        }
    }

    @Test
    void whatCannotBeFetchedIsTheClientsMistake() throws Exception {
        site.answers(new Answer(404, "text/html", Map.of(), new byte[0], Delivery.WHOLE));

        var answer = post(site.url() + "/cat?signature=s3cr3t");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonPath.from(answer.body()).getMap("error"))
                .containsEntry(
                        "message",
                        "The file at "
                                + site.url()
                                + "/cat cannot be used: its server answered with status 404.")
                .containsEntry("type", "invalid_request_error");
        assertThat(provider.wasNotAsked()).isTrue();
        assertThat(world.usage(Application.requestId(answer)).httpStatus()).isEqualTo(400);
    }

    @Test
    void aClientThatHangsUpStopsTheFetching() throws Exception {
        site.answers(file("image/png", "cat").delivered(Delivery.STALLED));
        var gone = Application.newClient();
        Future<?> answer = gone.sendAsync(request(site.url() + "/cat"), BodyHandlers.ofString());
        site.taken();

        answer.cancel(true);
        gone.shutdownNow();

        assertThat(site.sawHangUp()).isTrue();
        assertThat(provider.wasNotAsked()).isTrue();
        assertThat(world.usageOf(model).status()).isEqualTo(CallStatus.CLIENT_GONE);
    }

    private static Answer file(String type, String text) {
        return new Answer(
                200, type, Map.of(), text.getBytes(StandardCharsets.UTF_8), Delivery.WHOLE);
    }

    private HttpResponse<String> post(String... urls) throws Exception {
        return client.send(request(urls), BodyHandlers.ofString());
    }

    private HttpRequest request(String... urls) {
        var parts = new StringBuilder("{\"type\":\"text\",\"text\":\"What is it?\"}");
        for (var url : urls) {
            parts.append(",{\"type\":\"image_url\",\"image_url\":{\"url\":\"")
                    .append(url)
                    .append("\"}}");
        }
        return HttpRequest.newBuilder(URI.create(World.url() + "/v1/chat/completions"))
                .header("Authorization", "Bearer " + key.secret())
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":[%s]}]}"
                                        .formatted(model, parts)))
                .build();
    }
}
