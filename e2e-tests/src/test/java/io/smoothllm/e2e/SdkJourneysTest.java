package io.smoothllm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.restassured.path.json.JsonPath;
import io.smoothllm.e2e.Tokens.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Applications in JavaScript with the SDKs that people use (`sdk/journeys`), and the operator who
/// looks at what they used.
class SdkJourneysTest {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path REPORT = TARGET.resolve("sdk-journeys.xml");
    private static final Path LOG = TARGET.resolve("sdk-journeys.log");
    private static final Path USAGE = TARGET.resolve("sdk-usage.jsonl");

    /// Of a file of journeys.
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    /// The journeys in more detail, next to [Connections#OF_JAVASCRIPT].
    private static final List<String> THINKING =
            List.of(
                    "openai-chat-reasoning",
                    "openai-responses-reasoning",
                    "anthropic-messages-reasoning");

    private static int exitCode;

    /// What the clients were told of their tokens, by model.
    private static Map<String, List<Told>> told;

    @BeforeAll
    static void makeTheJourneys() throws IOException {
        var project = NodeProject.get();
        Files.deleteIfExists(USAGE);
        exitCode =
                project.run(
                        List.of(
                                "--test",
                                "--test-timeout=" + TIMEOUT.toMillis(),
                                "--test-reporter=spec",
                                "--test-reporter-destination=stdout",
                                "--test-reporter=junit",
                                "--test-reporter-destination=" + REPORT,
                                "journeys/"),
                        Map.of(
                                "SMOOTHLLM_URL", RunningStack.get().baseUrl(),
                                "SMOOTHLLM_KEY", Connections.get().secret(),
                                "SMOOTHLLM_SIDES", sides(),
                                "SMOOTHLLM_RUN", Connections.RUN,
                                "SMOOTHLLM_USAGE_FILE", USAGE.toString()),
                        LOG.toFile());
        System.out.println(Files.readString(LOG));
        told = Files.exists(USAGE) ? readTold() : Map.of();
    }

    private static String sides() {
        return Arrays.stream(Side.values()).map(Side::toString).collect(Collectors.joining(","));
    }

    private static Map<String, List<Told>> readTold() throws IOException {
        var lines = String.join(",", Files.readAllLines(USAGE));
        return JsonPath.from("[" + lines + "]").<Map<String, Object>>getList("").stream()
                .collect(
                        Collectors.groupingBy(
                                line -> (String) line.get("model"),
                                Collectors.mapping(
                                        line ->
                                                new Told(
                                                        ((Number) line.get("input")).longValue(),
                                                        ((Number) line.get("output")).longValue()),
                                        Collectors.toList())));
    }

    @TestFactory
    Collection<DynamicTest> everyJourneyEndsWell() {
        var journeys = JourneyReport.read(REPORT).journeys();
        assertThat(journeys).as("journeys in %s", LOG).isNotEmpty();
        var failed = journeys.stream().filter(journey -> journey.failure() != null).toList();
        assertThat(exitCode == 0)
                .as("exit code %d, see %s", exitCode, LOG)
                .isEqualTo(failed.isEmpty());
        return journeys.stream()
                .map(
                        journey ->
                                dynamicTest(
                                        journey.name(),
                                        () ->
                                                assertThat(journey.failure())
                                                        .as(journey.name())
                                                        .isNull()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyTokenThatAClientIsToldOfIsInTheReports(Side side, String kind) {
        Books.assertAgree(side, kind, told.getOrDefault(Connections.model(side, kind), List.of()));
    }

    static Stream<Arguments> cells() {
        var talks =
                Arrays.stream(Side.values())
                        .flatMap(
                                side ->
                                        Stream.of(Connections.OF_JAVASCRIPT, THINKING)
                                                .flatMap(List::stream)
                                                .map(kind -> Arguments.of(side, kind)));
        return Stream.concat(
                talks, Stream.of(Arguments.of(Side.SIMULATOR_OPENAI, Connections.SERVICES)));
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatItsClientLeftIsEndedAndRecordedAsSuch(Side side) {
        // Once in each protocol, see failures.test.js.
        Books.assertLeft(side, Connections.SLOW, 3);
    }
}
