package io.smoothllm.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.proxy.golden.EventStreamScript;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Looks for a planted credential and a planted virtual key in everything the proxy says, with
/// every logger at its most talkative.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class SecretsTest {
    private static final String AWS_SECRET = "planted/Zq7xV2mK9+pLw4tRbNs8dHf3gJy6cXa1Ue";
    private static final String AWS_TOKEN = "planted/IQoJb3JpZ2luX2VjEPT+session==";

    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final Recorder log = new Recorder();

    @BeforeEach
    void listen() {
        root.setLevel(Level.ALL);
        root.addHandler(log);
    }

    @AfterEach
    void stopListening() {
        root.removeHandler(log);
        root.setLevel(before);
    }

    @Test
    void noSecretIsInAnAnswerALogAMetricOrAnEvent() {
        var world = World.get();
        var key = world.key();
        var said = new ArrayList<String>();

        try (var provider = new ScriptedProvider()) {
            for (var dialect : List.of(Dialect.OPENAI, Dialect.ANTHROPIC)) {
                var model = World.unique("secret");
                world.connect(world.aProvider(dialect, provider.url(), model), key);
                for (var answer : treacherousAnswers()) {
                    provider.answers(answer);
                    said.add(
                            ask(
                                    key.secret(),
                                    model,
                                    answer.contentType().equals("text/event-stream")));
                }
            }
        }
        said.add(ask("sk-smooth-nonsense", "x", false));
        said.add(RestAssured.get(management() + "/q/metrics").asString());
        world.allUsage().forEach(usage -> said.add(usage.toString()));

        assertThat(log.lines).as("the log was recorded").hasSizeGreaterThan(10);
        assertThat(holding(said, key.secret())).isEmpty();
        assertThat(holding(log.lines, key.secret())).isEmpty();
    }

    /// The session token goes to AWS as it is, the secret only by its work.
    @Test
    void ofAwsKeysNotEvenTheProviderGetsTheSecret() throws Exception {
        var world = World.get();
        var key = world.key();
        var model = World.unique("secret");
        var said = new ArrayList<String>();
        var quoted = "{\"message\":\"you sent %s and %s\"}".formatted(AWS_SECRET, AWS_TOKEN);

        try (var provider = new ScriptedProvider()) {
            world.connect(
                    world.aProvider(Dialect.BEDROCK, provider.url(), model)
                            .withCredential(
                                    "ASIAPLANTED000000001:" + AWS_SECRET + ":" + AWS_TOKEN,
                                    world.seal())
                            .header("x-aws-region", "eu-west-1"),
                    key);
            for (var answer :
                    List.of(
                            Answer.json(400, quoted),
                            Answer.json(500, quoted),
                            eventStream("!validationException " + quoted),
                            eventStream("!!InternalFailure " + quoted))) {
                provider.answers(answer);
                said.add(
                        ask(key.secret(), model, !answer.contentType().equals("application/json")));
                var asked = provider.taken();
                assertThat(asked.headers()).containsEntry("x-amz-security-token", AWS_TOKEN);
                assertThat(asked.headers() + asked.text()).doesNotContain(AWS_SECRET);
            }
        }

        for (var secret : List.of(AWS_SECRET, AWS_TOKEN)) {
            assertThat(said).noneMatch(text -> text.contains(secret));
            assertThat(log.lines).isNotEmpty().noneMatch(text -> text.contains(secret));
        }
        assertThat(said).allMatch(text -> text.contains("you sent [redacted] and [redacted]"));
    }

    private static Answer eventStream(String script) {
        return new Answer(
                200,
                "application/vnd.amazon.eventstream",
                Map.of(),
                EventStreamScript.frames(script),
                Delivery.WHOLE);
    }

    /// Each quotes the credential it was called with.
    private static List<Answer> treacherousAnswers() {
        var quoted =
                "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"you sent "
                        + World.CREDENTIAL
                        + "\"}}";
        return List.of(
                Answer.json(400, quoted),
                Answer.json(401, quoted),
                Answer.json(500, quoted),
                Answer.json(200, quoted),
                Answer.json(200, "<html>" + World.CREDENTIAL + "</html>"),
                Answer.json(502, "<html>" + World.CREDENTIAL + "</html>"),
                Answer.json(200, quoted.substring(0, 60)).delivered(Delivery.CUT),
                Answer.stream("event: error\ndata: " + quoted + "\n\n"),
                Answer.stream("data: " + World.CREDENTIAL + "\n\n"));
    }

    private static String ask(String key, String model, boolean stream) {
        var answer =
                RestAssured.given()
                        .header("Authorization", "Bearer " + key)
                        .body(
                                "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                                        .formatted(model, stream))
                        .post("/v1/chat/completions");
        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
        return answer.headers() + answer.asString();
    }

    private static List<String> holding(Collection<String> texts, String key) {
        return texts.stream()
                .filter(text -> text.contains(World.CREDENTIAL) || text.contains(key))
                .toList();
    }

    private static String management() {
        return "http://localhost:"
                + ConfigProvider.getConfig()
                        .getValue("quarkus.management.test-port", Integer.class);
    }

    private static final class Recorder extends Handler {
        /// RestAssured's, with which this test asks.
        private static final String OWN_CLIENT = "org.apache.http";

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord record) {
            if (record.getLoggerName().startsWith(OWN_CLIENT)) {
                return;
            }
            var line = new StringWriter();
            line.append(record.getLoggerName()).append(' ');
            line.append(String.valueOf(record.getMessage()))
                    .append(Arrays.toString(record.getParameters()));
            if (record.getThrown() != null) {
                record.getThrown().printStackTrace(new PrintWriter(line));
            }
            lines.add(line.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
