package io.smoothllm.usage.integrity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.InstanceReport;
import io.smoothllm.model.usage.InstanceReport.Range;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.testing.identity.Person;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.UsageTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IntegrityTest {
    private final UUID instance = UUID.randomUUID();
    private final UsageTopic topic = new UsageTopic();

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void aNumberThatIsNeitherOpenNorInTheLedgerIsAGapAndNamed() {
        topic.send(calls(LongStream.of(1, 2, 5, 6)));

        topic.send(report(8, new Range(4, 4), new Range(8, 8)));

        awaitBook(
                Map.of(
                        "admitted", 8,
                        "settled", 4,
                        "interrupted", 0,
                        "open", 2,
                        "gaps", 2,
                        "missing", List.of(range(3, 3), range(7, 7))));
    }

    @Test
    void aGapIsClosedWhenItsRecordArrives() {
        topic.send(calls(LongStream.of(1, 3)));
        topic.send(report(3));
        awaitBook(Map.of("gaps", 1));

        topic.send(calls(LongStream.of(2)));

        awaitBook(Map.of("gaps", 0, "settled", 3, "open", 0, "missing", List.of()));
        assertThat(book().get("gapSince")).isNull();
    }

    @Test
    void aCallThatIsOpenIsNoGapAndOneThatCameLaterThanTheReportIsNone() {
        topic.send(calls(LongStream.of(1, 2)));
        topic.send(report(5, new Range(3, 5)));

        topic.send(calls(LongStream.of(4, 6, 9)));

        awaitBook(
                Map.of(
                        "lastSequence", 9,
                        "admitted", 9,
                        "settled", 5,
                        "open", 4,
                        "gaps", 0));
    }

    @Test
    void recordsThatComeAgainAreCountedAndChangeNothing() {
        var calls = calls(LongStream.rangeClosed(1, 10));
        topic.send(calls);
        awaitBook(Map.of("settled", 10));

        topic.send(calls.subList(2, 5));
        topic.send(report(10));

        awaitBook(Map.of("settled", 10, "duplicatesDropped", 3, "gaps", 0, "state", "RUNNING"));
    }

    @Test
    void callsThatNobodySawTheEndOfAreCountedByThemselves() {
        topic.send(calls(LongStream.rangeClosed(1, 3)));
        topic.send(
                List.of(Calls.calls().numbered(instance, 4).status(CallStatus.INTERRUPTED).next()));

        topic.send(new InstanceReport(instance, Instant.now(), 4, List.of(), null, true));

        awaitBook(Map.of("settled", 3, "interrupted", 1, "open", 0, "gaps", 0, "state", "CLOSED"));
    }

    @Test
    void aReportThatCannotBeHoldsNobodyUp() {
        topic.sendReport(instance, "{\"instance\":\"%s\",\"at\":\"+1000000-01-01T00:00:00Z\"}");
        topic.sendReport(instance, "no JSON");

        topic.send(calls(LongStream.of(1)));
        topic.send(report(1));

        awaitBook(Map.of("settled", 1, "gaps", 0, "state", "RUNNING"));
    }

    @Test
    void anOlderReportDoesNotUndoALaterOne() {
        var older = new InstanceReport(instance, Instant.now(), 1, List.of(), null, false);
        topic.send(calls(LongStream.of(1, 2)));
        topic.send(report(2));
        awaitBook(Map.of("admitted", 2, "gaps", 0));

        topic.send(older);
        topic.send(calls(LongStream.of(3)));

        awaitBook(Map.of("admitted", 3, "open", 0));
    }

    @Test
    void theSumsOfWhatArrivedAreThoseOfTheLedger() {
        var at = Instant.now().minus(Duration.ofDays(77));
        var calls =
                LongStream.rangeClosed(1, 20)
                        .mapToObj(number -> Calls.calls().at(at).numbered(instance, number).next())
                        .toList();
        topic.send(calls);
        topic.send(report(20));
        awaitBook(Map.of("settled", 20));

        var comparison =
                given().auth()
                        .oauth2(Person.admin().token())
                        .queryParam("from", at.toString())
                        .queryParam("to", at.plusSeconds(1).toString())
                        .get("/api/v1/usage/integrity/rollups")
                        .jsonPath();

        assertThat(comparison.getMap("$"))
                .containsEntry("consistent", true)
                .containsEntry("checkedDays", 1)
                .containsEntry("differences", List.of());
    }

    private List<UsageRecord> calls(LongStream numbers) {
        return numbers.mapToObj(number -> Calls.calls().numbered(instance, number).next()).toList();
    }

    private InstanceReport report(long admitted, Range... open) {
        return new InstanceReport(
                instance,
                Instant.now(),
                admitted,
                List.of(open),
                open.length == 0 ? null : Instant.now(),
                false);
    }

    private static Map<String, Object> range(int from, int to) {
        return Map.of("from", from, "to", to);
    }

    private void awaitBook(Map<String, Object> expected) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(book()).containsAllEntriesOf(expected));
    }

    private Map<String, Object> book() {
        return given().auth()
                .oauth2(Person.admin().token())
                .get("/api/v1/usage/integrity")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("items.find { it.instance == '" + instance + "' } ?: [:]");
    }
}
