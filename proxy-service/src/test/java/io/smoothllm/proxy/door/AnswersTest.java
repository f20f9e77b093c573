package io.smoothllm.proxy.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.fixtures.ModelFixture;
import io.smoothllm.testing.fixtures.ProviderFixture;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls that are answered well: what passes, what is metered, and who is asked.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class AnswersTest {
    private final World world = World.get();
    private final Application app = Application.connected();
    private final ScriptedProvider provider = app.provider();
    private final String model = app.model();

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void aWholeAnswerPassesByteForByte() throws Exception {
        provider.answers(Answer.json(200, Application.WHOLE));
        var body =
                "{ \"seed\":9007199254740993, \"model\":\"%s\", \"messages\":[{\"role\":\"user\",\"content\":\"ö😀\"}], \"temperature\":1.0 }";

        var answer = app.post(body.formatted(model));

        assertThat(answer.body()).isEqualTo(Application.WHOLE);
        var asked = provider.taken();
        assertThat(asked.text()).isEqualTo(body.formatted("up-" + model));
        assertThat(asked.uri()).isEqualTo("/v1/chat/completions");
    }

    @Test
    void theProviderGetsItsCredentialAndTheClientsUserAgentAndNotTheClientsKey() throws Exception {
        provider.answers(Answer.json(200, Application.WHOLE));

        app.post(app.request(false));

        var headers = provider.taken().headers();
        assertThat(headers)
                .containsEntry("authorization", "Bearer " + World.CREDENTIAL)
                .containsEntry("user-agent", "my-app/1.0 (keep me)");
        assertThat(headers.toString()).doesNotContain(app.key().secret());
        assertThat(headers).doesNotContainKeys("cookie", "x-forwarded-for", "x-api-key");
    }

    @Test
    void theProviderIsToldTheIdThatIsInTheLedger() throws Exception {
        provider.answers(Answer.json(200, Application.WHOLE));

        var answer = app.post(app.request(false));

        var id = answer.headers().firstValue("x-request-id").orElseThrow();
        assertThat(provider.taken().headers()).containsEntry("x-client-request-id", id);
    }

    @Test
    void anAnswerSaysWhoGaveIt() throws Exception {
        provider.answers(Answer.json(200, Application.WHOLE));

        var answer = app.post(app.request(false));

        assertThat(answer.headers().firstValue("x-smoothllm-provider"))
                .contains(app.entry().name());
        assertThat(answer.headers().firstValue("x-smoothllm-model")).contains("up-" + model);
        assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("1");
    }

    @Test
    void aWholeAnswerIsMeteredExactly() throws Exception {
        provider.answers(Answer.json(200, Application.WHOLE));

        var answer = app.post(app.request(false));

        var usage = world.usage(Application.requestId(answer));
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(100, 40, 0, 10, 0));
        // 60 × 0.15 + 40 × 0.075 + 10 × 0.60, in millionths
        assertThat(usage.costUsd()).isEqualTo(Money.of("0.000018"));
        assertThat(usage.status()).isEqualTo(CallStatus.SUCCEEDED);
        assertThat(usage.estimated()).isFalse();
        assertThat(usage.tags()).containsExactly("team:test");
        assertThat(usage.model()).isEqualTo(model);
    }

    @Test
    void aStreamIsMeteredThoughTheClientDidNotAskForUsage() throws Exception {
        provider.answers(
                Answer.stream(Application.FIRST + Application.REST)
                        .delivered(Delivery.BYTE_BY_BYTE));

        var answer = app.post(app.request(true));

        assertThat(answer.body()).doesNotContain("usage").endsWith("data: [DONE]\n\n");
        assertThat(provider.taken().text()).contains("\"stream_options\":{\"include_usage\":true}");
        var usage = world.usage(Application.requestId(answer));
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(100, 0, 0, 10, 0));
        assertThat(usage.streamed()).isTrue();
        assertThat(usage.firstTokenMs()).isNotNull();
    }

    @Test
    void aStreamPassesByteForByteWhenTheClientAskedForUsage() throws Exception {
        provider.answers(Answer.stream(Application.FIRST + Application.REST));

        var answer =
                app.post(
                        app.request(true)
                                .replace(
                                        "\"stream\":true",
                                        "\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

        assertThat(answer.body()).isEqualTo(Application.FIRST + Application.REST);
        assertThat(answer.headers().firstValue("content-type"))
                .contains("text/event-stream; charset=utf-8");
    }

    @Test
    void aStreamThatNobodyCountedIsEstimatedFromItsText() throws Exception {
        provider.answers(
                Answer.stream(
                        Application.FIRST.replace("Hel", "Hello, world!")
                                + Application.REST.replaceFirst(
                                        "data: .*\"choices\":\\[].*\n\n", "")));

        var answer = app.post(app.request(true).replace("hello", "Hello, world!"));

        var usage = world.usage(Application.requestId(answer));
        assertThat(usage.estimated()).isTrue();
        // "Hello, world!" has 4 tokens in o200k_base.
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(4, 0, 0, 4, 0));
    }

    @Test
    void aWholeAnswerThatNobodyCountedIsEstimatedFromItsText() throws Exception {
        provider.answers(
                Answer.json(
                        200,
                        Application.WHOLE
                                .replace("\"usage\"", "\"not_usage\"")
                                .replace("Hi", "Hello, world!")));

        var answer = app.post(app.request(false).replace("hello", "Hello, world!"));

        var usage = world.usage(Application.requestId(answer));
        assertThat(usage.estimated()).isTrue();
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(4, 0, 0, 4, 0));
    }

    @Test
    void whatIsIgnoredIsTold() throws Exception {
        var claude = World.unique("claude");
        world.connect(world.aProvider(Dialect.ANTHROPIC, provider.url(), claude), app.key());
        provider.answers(
                Answer.json(
                        200,
                        "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}"));

        var answer =
                app.post(
                        app.request(false)
                                .replace(model, claude)
                                .replace("\"stream\"", "\"seed\":7,\"store\":true,\"stream\""));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-smoothllm-ignored").orElse(""))
                .contains("seed")
                .contains("store");
    }

    @Test
    void whereNothingIsIgnoredNothingIsTold() throws Exception {
        provider.answers(Answer.json(200, Application.WHOLE));

        var answer = app.post(app.request(false).replace("\"stream\"", "\"seed\":7,\"stream\""));

        assertThat(answer.headers().firstValue("x-smoothllm-ignored")).isEmpty();
    }

    @Test
    void aConnectionThatWentStaleIsReplacedAtOnce() throws Exception {
        provider.answers(
                Answer.json(200, Application.WHOLE),
                Answer.json(200, Application.WHOLE).delivered(Delivery.CLOSED),
                Answer.json(200, Application.WHOLE));
        app.post(app.request(false));

        var answer = app.post(app.request(false));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("1");
    }

    @Test
    void aPoolFullOfStaleConnectionsFailsNobody() throws Exception {
        int connections = 6;
        provider.answers(
                Collections.nCopies(2 * connections, Answer.json(200, Application.WHOLE))
                        .toArray(Answer[]::new));
        askAtOnce(connections);
        provider.closeUsedConnections();

        var statuses = askAtOnce(connections);

        assertThat(statuses).hasSize(connections).containsOnly(200);
    }

    private List<Integer> askAtOnce(int times) {
        try (var client = Application.newClient()) {
            var answers =
                    Stream.generate(() -> app.call(app.request(false)))
                            .limit(times)
                            .map(call -> client.sendAsync(call, BodyHandlers.discarding()))
                            .toList();
            return answers.stream().map(answer -> answer.join().statusCode()).toList();
        }
    }

    @Test
    void anotherProviderIsAskedWhenTheFirstFails() throws Exception {
        try (var second = new ScriptedProvider()) {
            var other =
                    world.connect(
                            world.aProvider(Dialect.OPENAI, second.url(), model).priority(1),
                            app.key());
            provider.answers(Answer.json(500, "{}"));
            second.answers(Answer.json(200, Application.WHOLE));

            var answer = app.post(app.request(false));

            assertThat(answer.body()).isEqualTo(Application.WHOLE);
            assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("2");
            assertThat(world.usage(Application.requestId(answer)).providerName())
                    .isEqualTo(other.name());
        }
    }

    @Test
    void nobodyElseIsAskedWhenTheRequestItselfIsWrong() throws Exception {
        try (var second = new ScriptedProvider()) {
            world.connect(
                    world.aProvider(Dialect.OPENAI, second.url(), model).priority(1), app.key());
            provider.answers(Answer.json(400, "{\"error\":{\"message\":\"no\"}}"));

            assertThat(app.post(app.request(false)).statusCode()).isEqualTo(400);
            assertThat(second.wasNotAsked()).isTrue();
        }
    }

    @Test
    void aChangedProviderIsUsedByTheNextRequest() throws Exception {
        try (var moved = new ScriptedProvider()) {
            moved.answers(Answer.json(200, Application.WHOLE));
            var renamed = "renamed-" + model;
            world.connect(
                    ProviderFixture.after(app.entry())
                            .at(URI.create(moved.url()))
                            .withoutModels()
                            .with(ModelFixture.model(renamed)),
                    app.key());

            assertThat(app.post(app.request(false).replace(model, renamed)).body())
                    .isEqualTo(Application.WHOLE);
            assertThat(provider.wasNotAsked()).isTrue();
        }
    }
}
