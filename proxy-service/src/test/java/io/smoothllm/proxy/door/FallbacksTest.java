package io.smoothllm.proxy.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.catalog.CatalogProvider;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the books say when several providers were asked one after the other.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class FallbacksTest {
    private static final Answer GARBAGE = Answer.json(200, "{\"choices\":[]");
    private static final Answer ERROR = Answer.json(500, "{}");
    private static final Answer GOOD = Answer.stream(Application.FIRST + Application.REST);
    private static final TokenCounts COUNTED = new TokenCounts(100, 0, 0, 10, 0);

    private final World world = World.get();
    private final Application app = Application.connected();
    private final ScriptedProvider first = app.provider();
    private final ScriptedProvider second = new ScriptedProvider();

    @AfterEach
    void close() {
        app.close();
        second.close();
    }

    private CatalogProvider connect(Dialect dialect, ScriptedProvider provider, int priority) {
        return world.connect(
                world.aProvider(dialect, provider.url(), app.model()).priority(priority),
                app.key());
    }

    static Stream<Answer> billed() {
        return Stream.of(
                GARBAGE,
                Answer.json(200, "{\"choices\":[").delivered(Delivery.CUT),
                Answer.stream(": busy\n\n").delivered(Delivery.CUT),
                Answer.json(200, "").delivered(Delivery.SILENT));
    }

    @ParameterizedTest
    @MethodSource("billed")
    void anAttemptThatMayBeBilledIsARowOfItsOwn(Answer failed) throws Exception {
        var other = connect(Dialect.OPENAI, second, 1);
        first.answers(failed);
        second.answers(GOOD);

        var answer = app.post(app.request(true));

        assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("2");
        var rows = world.rows(Application.requestId(answer), 2);
        assertThat(rows)
                .extracting(UsageRecord::status)
                .containsExactly(CallStatus.UPSTREAM_ERROR, CallStatus.SUCCEEDED);
        assertThat(rows).extracting(UsageRecord::attempt).containsExactly(1, 2);
        assertThat(rows)
                .extracting(UsageRecord::providerId)
                .containsExactly(app.entry().id(), other.id());
        assertThat(rows.getFirst().tokens().input()).isPositive();
        assertThat(rows.getFirst().estimated()).isTrue();
        assertThat(rows.getFirst().costUsd().usd()).isPositive();
        assertThat(rows.getLast().tokens()).isEqualTo(COUNTED);
        assertThat(rows.getLast().estimated()).isFalse();
        assertThat(rows.getLast().startedAt()).isEqualTo(rows.getFirst().startedAt());
        assertThat(rows.getLast().eventId().sequence())
                .isGreaterThan(rows.getFirst().eventId().sequence());
    }

    @Test
    void whatAProviderCountedBeforeItFailedIsOnItsRow() throws Exception {
        connect(Dialect.OPENAI, second, 1);
        // The client did not ask for usage, so this alone gives it no byte.
        first.answers(
                Answer.stream(
                                "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":30,\"completion_tokens\":2,\"total_tokens\":32}}\n\n")
                        .delivered(Delivery.CUT));
        second.answers(GOOD);

        var rows = world.rows(Application.requestId(app.post(app.request(true))), 2);

        assertThat(rows.getFirst().tokens()).isEqualTo(new TokenCounts(30, 0, 0, 2, 0));
        assertThat(rows.getFirst().estimated()).isFalse();
        assertThat(rows.getFirst().errorCode()).isEqualTo("upstream_stream_broken");
    }

    static Stream<Answer> unbilled() {
        return Stream.of(
                ERROR,
                Answer.json(429, "{}"),
                Answer.json(200, "{\"error\":{\"message\":\"out of cards\"}}"),
                Answer.json(200, "").delivered(Delivery.CLOSED));
    }

    @ParameterizedTest
    @MethodSource("unbilled")
    void anAttemptThatCostsNothingOnlyCountsAsOne(Answer failed) throws Exception {
        var other = connect(Dialect.OPENAI, second, 1);
        first.answers(failed);
        second.answers(GOOD);

        var answer = app.post(app.request(true));

        assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("2");
        var row = world.usage(Application.requestId(answer));
        assertThat(row.attempt()).isEqualTo(2);
        assertThat(row.providerId()).isEqualTo(other.id());
        assertThat(row.status()).isEqualTo(CallStatus.SUCCEEDED);
    }

    @Test
    void amongThreeOnlyThoseThatMayBeBilledAreRows() throws Exception {
        try (var third = new ScriptedProvider()) {
            connect(Dialect.OPENAI, second, 1);
            connect(Dialect.OPENAI, third, 2);
            first.answers(GARBAGE);
            second.answers(ERROR);
            third.answers(GOOD);

            var answer = app.post(app.request(true));

            assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("3");
            assertThat(world.rows(Application.requestId(answer), 2))
                    .extracting(UsageRecord::attempt)
                    .containsExactly(1, 3);
        }
    }

    @Test
    void whenAllFailEachThatMayBeBilledIsARow() throws Exception {
        connect(Dialect.OPENAI, second, 1);
        first.answers(GARBAGE);
        second.answers(GARBAGE);

        var answer = app.post(app.request(false));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(world.rows(Application.requestId(answer), 2))
                .extracting(UsageRecord::status)
                .containsExactly(CallStatus.UPSTREAM_ERROR, CallStatus.UPSTREAM_ERROR);
    }

    @Test
    void aClientThatGoesDuringTheSecondAttemptLeavesThatOneToo() throws Exception {
        connect(Dialect.OPENAI, second, 1);
        first.answers(GARBAGE);
        second.answers(Answer.stream(Application.FIRST).delivered(Delivery.STALLED));
        var gone = Application.newClient();
        var answer = gone.send(app.call(app.request(true)), BodyHandlers.ofInputStream());
        answer.body().read();

        gone.shutdownNow();

        assertThat(world.rows(Application.requestId(answer), 2))
                .extracting(UsageRecord::status)
                .containsExactly(CallStatus.UPSTREAM_ERROR, CallStatus.CLIENT_GONE);
    }

    @Test
    void aCandidateThatCannotBePutTheRequestIsNoAttempt() throws Exception {
        connect(Dialect.ANTHROPIC, second, -1);
        first.answers(Answer.json(200, Application.WHOLE));

        var answer = postTwoChoices();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("1");
        assertThat(second.wasNotAsked()).isTrue();
        assertThat(world.usage(Application.requestId(answer)).providerId())
                .isEqualTo(app.entry().id());
    }

    @Test
    void aClientIsToldOfTheFailureAndNotThatAnotherProviderCannotDoSuchAThing() throws Exception {
        connect(Dialect.ANTHROPIC, second, 1);
        first.answers(Answer.json(503, "{\"error\":{\"message\":\"out of cards\"}}"));

        var answer = postTwoChoices();

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("x-smoothllm-provider"))
                .contains(app.entry().name());
        var row = world.usage(Application.requestId(answer));
        assertThat(row.status()).isEqualTo(CallStatus.UPSTREAM_ERROR);
        assertThat(row.errorCode()).isEqualTo("upstream_503");
        assertThat(row.providerId()).isEqualTo(app.entry().id());
    }

    private HttpResponse<String> postTwoChoices() throws Exception {
        return app.post(app.request(false).replace("\"stream\"", "\"n\":2,\"stream\""));
    }
}
