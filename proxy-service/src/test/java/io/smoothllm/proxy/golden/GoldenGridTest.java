package io.smoothllm.proxy.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.Wire;
import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.golden.GoldenCase.Section;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.fixtures.IssuedKey;
import io.smoothllm.testing.fixtures.ModelFixture;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Folders are named `<client dialect>-to-<provider dialect>`: openai (chat), responses or
/// anthropic; to openai, azure_openai, anthropic, gemini or bedrock. With `-Dgolden=text` only
/// cases run whose path contains it.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class GoldenGridTest {
    private static final Path GRID = Path.of("src/test/resources/golden");
    private static final HttpClient CLIENT = Application.newClient();

    /// One provider for each dialect, set of switches and name of a model, made when a case first
    /// asks for it.
    ///
    /// @param upstreamModel null = `up-` and our own name
    private record Kind(Dialect dialect, Compatibility compatibility, String upstreamModel) {}

    private static final Map<Kind, String> MODELS = new ConcurrentHashMap<>();
    private static ScriptedProvider provider;
    private static IssuedKey key;

    static List<Path> cases() throws IOException {
        try (var files = Files.walk(GRID)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .map(GRID::relativize)
                    .filter(file -> file.toString().contains(System.getProperty("golden", "")))
                    .toList();
        }
    }

    @BeforeAll
    static void connect() {
        provider = new ScriptedProvider();
        key = World.get().key();
    }

    private static String model(Path file, GoldenCase golden) {
        var switches = golden.section("provider");
        return MODELS.computeIfAbsent(
                new Kind(
                        dialect(file),
                        switches == null
                                ? Compatibility.DEFAULT
                                : Wire.read(
                                        switches.text().getBytes(StandardCharsets.UTF_8),
                                        Compatibility.class),
                        golden.upstreamModel()),
                kind -> {
                    var world = World.get();
                    var model = World.unique("golden");
                    var entry =
                            world.aProvider(kind.dialect(), provider.url(), model)
                                    .compatible(kind.compatibility());
                    if (kind.upstreamModel() != null) {
                        entry.withoutModels()
                                .with(ModelFixture.model(model).upstream(kind.upstreamModel()));
                    }
                    world.connect(entry, key);
                    return model;
                });
    }

    private static String upstream(GoldenCase golden, String model) {
        return golden.upstreamModel() == null ? "up-" + model : golden.upstreamModel();
    }

    @AfterAll
    static void close() {
        CLIENT.close();
        provider.close();
    }

    @BeforeEach
    void forgetTheLastCase() {
        provider.forget();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsWritten(Path file) throws Exception {
        var golden = GoldenCase.read(GRID.resolve(file));
        var model = model(file, golden);

        script(golden, Delivery.WHOLE);
        var answer = ask(file, golden, model);

        check(golden, answer, model);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersTheSameWhenEveryByteComesByItself(Path file) throws Exception {
        var golden = GoldenCase.read(GRID.resolve(file));
        var model = model(file, golden);

        script(golden, Delivery.BYTE_BY_BYTE);
        var answer = ask(file, golden, model);

        check(golden, answer, model);
    }

    private static Dialect dialect(Path file) {
        var folder = file.getParent().toString();
        return Dialect.valueOf(
                folder.substring(folder.indexOf("-to-") + 4).toUpperCase(Locale.ROOT));
    }

    private static void script(GoldenCase golden, Delivery delivery) {
        var answer = golden.section("upstream answer");
        if (answer != null) {
            int status = Integer.parseInt(answer.word(0));
            provider.answers(
                    new Answer(
                            status,
                            answer.word(1),
                            golden.headers("upstream answer headers"),
                            answer.word(1).equals(EventStreamScript.TYPE)
                                    ? EventStreamScript.frames(answer.text())
                                    : answer.text().getBytes(StandardCharsets.UTF_8),
                            delivery));
        }
    }

    private static HttpResponse<String> ask(Path file, GoldenCase golden, String model)
            throws Exception {
        var asked = golden.section("request");
        var url = World.url() + (asked.argument().isEmpty() ? home(file) : asked.argument());
        var request =
                HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", "Bearer " + key.secret())
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        asked.text().strip().replace("MODEL", model)));
        golden.headers("client headers").forEach(request::header);
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String home(Path file) {
        var client = file.getParent().toString();
        return switch (client.substring(0, client.indexOf("-to-"))) {
            case "openai" -> "/v1/chat/completions";
            case "responses" -> "/v1/responses";
            case "anthropic" -> "/v1/messages";
            default -> throw new IllegalArgumentException("No client speaks like " + file);
        };
    }

    private static void check(GoldenCase golden, HttpResponse<String> answer, String model)
            throws Exception {
        var asked = golden.section("upstream request");
        var upstream = upstream(golden, model);
        if (asked == null) {
            assertThat(provider.wasNotAsked()).as("the provider was not asked").isTrue();
        } else {
            var got = provider.taken();
            assertThat(got.uri()).isEqualTo(asked.word(0).replace("UPSTREAM", upstream));
            same(asked, got.text(), asked.text().strip().replace("UPSTREAM", upstream));
            golden.headers("upstream headers")
                    .forEach(
                            (name, value) ->
                                    assertThat(got.headers().getOrDefault(name, ""))
                                            .as(name)
                                            .isEqualTo(value));
        }
        var expected = golden.section("client answer");
        var text = expected.text().replace("UPSTREAM", upstream).replace("MODEL", model);
        assertThat(answer.statusCode())
                .as(answer.body())
                .isEqualTo(Integer.parseInt(expected.word(0)));
        same(expected, answer.body(), text);
    }

    private static void same(Section section, String actual, String expected) throws IOException {
        if (section.isExact()) {
            assertThat(actual.strip()).isEqualTo(expected.strip());
        } else if (expected.startsWith("{")) {
            assertThat(json(madeUp(actual))).isEqualTo(json(expected));
        } else {
            assertThat(events(madeUp(actual))).isEqualTo(events(expected));
        }
    }

    /// What the proxy makes up itself has another value each time.
    private static String madeUp(String text) {
        return text.replaceAll(
                        "\"(created|created_at|completed_at)\":\\d{9,11}", "\"$1\":\"CREATED\"")
                .replaceAll("\"(resp|msg|rs|fc|ctc)_[0-9a-f]{32}", "\"$1_ID")
                .replaceAll("\"chatcmpl-[0-9a-f]{32}\"", "\"ID\"")
                .replaceAll("\"call_[0-9a-f]{32}\"", "\"CALL\"")
                .replaceAll("The provider 'provider-\\d+'", "PROVIDER");
    }

    private static List<Object> events(String stream) throws IOException {
        var events = new ArrayList<Object>();
        for (var line : stream.split("\\R")) {
            if (line.startsWith("data: {")) {
                events.add(json(line.substring(6)));
            } else if (!line.isBlank()) {
                events.add(line);
            }
        }
        return events;
    }

    private static JsonNode json(String text) throws IOException {
        return Json.MAPPER.readTree(text);
    }
}
