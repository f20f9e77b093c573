package io.smoothllm.proxy.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.Money;
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
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the books say of every way in which a call can end but well: the table of docs/ledger.md.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class EndingsTest {
    /// 4 tokens in o200k_base, as is the question.
    private static final String SAID = "Hello, world!";

    private static final String FIRST = Application.FIRST.replace("Hel", SAID);
    private static final TokenCounts ONLY_ASKED = new TokenCounts(4, 0, 0, 0, 0);
    private static final TokenCounts ASKED_AND_SAID = new TokenCounts(4, 0, 0, 4, 0);
    private static final String MESSAGE_START =
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","usage":{"input_tokens":7,"output_tokens":1}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello, world!"}}

            """;

    private final World world = World.get();
    private final Application app = Application.connected();
    private final ScriptedProvider provider = app.provider();
    @Inject Deliveries deliveries;
    @Inject MeterRegistry metrics;

    @AfterEach
    void close() {
        app.close();
    }

    private String question(boolean stream) {
        return app.request(stream).replace("hello", SAID);
    }

    static Stream<Answer> refusals() {
        return Stream.of(
                Answer.json(500, "{}"),
                Answer.json(429, "{\"error\":{\"message\":\"Slow down\"}}"),
                Answer.json(500, "{\"error\":").delivered(Delivery.CUT),
                Answer.json(200, "{\"error\":{\"message\":\"out of cards\"}}"),
                Answer.stream("data: {\"error\":{\"message\":\"out of cards\"}}\n\n"),
                Answer.json(302, "{}"),
                Answer.json(200, "").delivered(Delivery.CLOSED));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aProviderThatSaysNoOrNothingAtAllBillsNothing(Answer refusal) throws Exception {
        provider.answers(refusal);

        var usage = usage(app.post(question(true)));

        assertThat(usage.status()).isEqualTo(CallStatus.UPSTREAM_ERROR);
        assertUnbilled(usage);
    }

    static Stream<Answer> noAnswers() {
        return Stream.of(
                Answer.json(200, "").delivered(Delivery.SILENT),
                Answer.json(200, "{\"choices\":[]"),
                Answer.of(200, "text/html", "<html>".repeat(100).getBytes(StandardCharsets.UTF_8)),
                Answer.stream(": busy\n\n").delivered(Delivery.CUT),
                Answer.stream("data: {\"x\n\n"));
    }

    @ParameterizedTest
    @MethodSource("noAnswers")
    void aProviderThatTookTheRequestAndDidNotRefuseItMayBillTheQuestion(Answer none)
            throws Exception {
        provider.answers(none);

        var usage = usage(app.post(question(true)));

        assertThat(usage.status()).isEqualTo(CallStatus.UPSTREAM_ERROR);
        assertThat(usage.tokens()).isEqualTo(ONLY_ASKED);
        assertThat(usage.estimated()).isTrue();
        // 4 × 0.15, in millionths
        assertThat(usage.costUsd()).isEqualTo(Money.of("0.0000006"));
    }

    static Stream<Delivery> interruptions() {
        return Stream.of(Delivery.CUT, Delivery.STALLED);
    }

    @ParameterizedTest
    @MethodSource("interruptions")
    void ofAWholeAnswerThatBreaksOffWhatCameCounts(Delivery how) throws Exception {
        provider.answers(Answer.json(200, Application.WHOLE.substring(0, 80)).delivered(how));

        var usage = usage(app.post(question(false)));

        assertThat(usage.status()).isEqualTo(CallStatus.UPSTREAM_ERROR);
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(4, 0, 0, 80 / 4, 0));
        assertThat(usage.estimated()).isTrue();
    }

    static Stream<Answer> brokenStreams() {
        return Stream.of(
                Answer.stream(FIRST).delivered(Delivery.CUT),
                Answer.stream(FIRST).delivered(Delivery.STALLED),
                Answer.stream(FIRST + "data: {\"x\n\n"),
                Answer.stream(FIRST + "data: {\"error\":{\"message\":\"boom\"}}\n\n"));
    }

    @ParameterizedTest
    @MethodSource("brokenStreams")
    void ofABrokenStreamTheQuestionAndWhatWasSaidCount(Answer broken) throws Exception {
        provider.answers(broken);

        var usage = usage(app.post(question(true)));

        assertThat(usage.status()).isEqualTo(CallStatus.STREAM_BROKEN);
        assertThat(usage.tokens()).isEqualTo(ASKED_AND_SAID);
        assertThat(usage.estimated()).isTrue();
    }

    @Test
    void whatAProviderCountedOfABrokenStreamStaysAndTheRestIsEstimated() throws Exception {
        var claude = World.unique("claude");
        world.connect(world.aProvider(Dialect.ANTHROPIC, provider.url(), claude), app.key());
        provider.answers(Answer.stream(MESSAGE_START).delivered(Delivery.CUT));

        var usage =
                usage(
                        app.send(
                                app.to("/v1/messages")
                                        .POST(
                                                BodyPublishers.ofString(
                                                        "{\"model\":\"%s\",\"max_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                                                                .formatted(claude)))));

        assertThat(usage.status()).isEqualTo(CallStatus.STREAM_BROKEN);
        assertThat(usage.tokens()).isEqualTo(new TokenCounts(7, 0, 0, 4, 0));
        assertThat(usage.estimated()).isTrue();
    }

    @Test
    void ofAClientThatGoesBeforeTheFirstByteTheQuestionCounts() throws Exception {
        provider.answers(Answer.json(200, "").delivered(Delivery.SILENT));
        var gone = Application.newClient();
        var call = gone.sendAsync(app.call(question(false)), BodyHandlers.discarding());
        provider.taken();

        call.cancel(true);
        gone.shutdownNow();

        assertThat(provider.sawHangUp()).isTrue();
        var usage = world.usageOf(app.model());
        assertThat(usage.status()).isEqualTo(CallStatus.CLIENT_GONE);
        assertThat(usage.tokens()).isEqualTo(ONLY_ASKED);
        assertThat(usage.estimated()).isTrue();
    }

    @Test
    void ofAClientThatGoesInAStreamWhatItWasToldCounts() throws Exception {
        provider.answers(Answer.stream(FIRST).delivered(Delivery.STALLED));
        var gone = Application.newClient();
        begun(gone.send(app.call(question(true)), BodyHandlers.ofInputStream()));

        gone.shutdownNow();

        assertThat(provider.sawHangUp()).isTrue();
        var usage = world.usageOf(app.model());
        assertThat(usage.status()).isEqualTo(CallStatus.CLIENT_GONE);
        assertThat(usage.tokens()).isEqualTo(ASKED_AND_SAID);
        assertThat(usage.estimated()).isTrue();
    }

    @Test
    void aRequestThatWasNeverSentWholeBillsNothing() throws Exception {
        provider.answers(Answer.json(200, "").delivered(Delivery.DEAF));

        var usage = usage(app.post(question(false).replace(SAID, "x".repeat(15 << 20))));

        assertThat(usage.errorCode()).isEqualTo("upstream_timeout");
        assertUnbilled(usage);
    }

    @Test
    void whatTheProvidersDialectHasNoWordForIsTheClientsMistakeAndNobodyElses() throws Exception {
        var claude = World.unique("claude");
        var entry =
                world.connect(
                        world.aProvider(Dialect.ANTHROPIC, provider.url(), claude), app.key());
        double before = refusals("Unsupported");

        var answer =
                app.post(
                        question(false)
                                .replace(app.model(), claude)
                                .replace("\"stream\"", "\"n\":2,\"stream\""));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-smoothllm-attempts")).contains("0");
        assertThat(provider.wasNotAsked()).isTrue();
        var usage = usage(answer);
        assertThat(usage.status()).isEqualTo(CallStatus.REFUSED);
        assertThat(usage.httpStatus()).isEqualTo(400);
        assertThat(usage.errorCode()).isEqualTo("Unsupported");
        assertUnbilled(usage);
        assertThat(refusals("Unsupported")).isEqualTo(before + 1);
        assertThat(
                        metrics.find("gen_ai.server.request.duration")
                                .tag("smoothllm_provider", entry.name())
                                .timers())
                .isEmpty();
    }

    @Test
    void aStreamThatAShutdownEndsIsSettledWithWhatWasSaid() throws Exception {
        provider.answers(Answer.stream(FIRST).delivered(Delivery.STALLED));
        try (var client = Application.newClient()) {
            var answer = client.send(app.call(question(true)), BodyHandlers.ofInputStream());
            begun(answer);

            deliveries.stop(new ShutdownEvent());

            assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("shutting_down")
                    .doesNotContain("[DONE]");
            assertThat(provider.sawHangUp()).isTrue();
            var usage = usage(answer);
            assertThat(usage.status()).isEqualTo(CallStatus.INTERRUPTED);
            assertThat(usage.tokens()).isEqualTo(ASKED_AND_SAID);
            assertThat(usage.httpStatus()).isEqualTo(200);
        }
    }

    @Test
    void aCallThatAShutdownEndsBeforeItsFirstByteIsToldToTryAgain() throws Exception {
        provider.answers(Answer.json(200, "").delivered(Delivery.SILENT));
        try (var client = Application.newClient()) {
            CompletableFuture<HttpResponse<String>> call =
                    client.sendAsync(app.call(question(false)), BodyHandlers.ofString());
            provider.taken();

            deliveries.stop(new ShutdownEvent());

            var answer = call.get(5, TimeUnit.SECONDS);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).contains("1");
            var usage = usage(answer);
            assertThat(usage.status()).isEqualTo(CallStatus.INTERRUPTED);
            assertThat(usage.tokens()).isEqualTo(ONLY_ASKED);
        }
    }

    /// What is said comes at once.
    private static void begun(HttpResponse<InputStream> answer) throws Exception {
        assertThat(answer.body().read()).isEqualTo('d');
    }

    private UsageRecord usage(HttpResponse<?> answer) {
        return world.usage(Application.requestId(answer));
    }

    private static void assertUnbilled(UsageRecord usage) {
        assertThat(usage.tokens()).isEqualTo(TokenCounts.NONE);
        assertThat(usage.estimated()).isFalse();
        assertThat(usage.costUsd()).isEqualTo(Money.ZERO);
    }

    private double refusals(String reason) {
        var counter = metrics.find("smoothllm.requests.refused").tag("reason", reason).counter();
        return counter == null ? 0 : counter.count();
    }
}
