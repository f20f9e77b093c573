package io.smoothllm.bench.books;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smoothllm.bench.load.Call;
import io.smoothllm.bench.load.Call.End;
import io.smoothllm.bench.load.Speech;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.TokenCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A comparison that finds nothing proves nothing, unless it would have found something.
class BooksTest {
    private static final Recorded ONE = recorded("req_1", CallStatus.SUCCEEDED, 10, 5);
    private static final Recorded KILLED = recorded("req_2", CallStatus.INTERRUPTED, 7, 0);
    private static final Served SERVED = served("req_1", "FINISHED", 10, 5);
    private static final Served CUT = served("req_2", "CLIENT_GONE", 9, 1);
    private static final Call TOLD = call("req_1", new End.Succeeded(10, 5));
    private static final Call BROKEN = call("req_2", new End.Failed("broken off"));

    @Test
    void booksThatAgreeHaveNoDifference() {
        assertThat(differences(List.of(ONE, KILLED), List.of(SERVED, CUT), List.of(TOLD, BROKEN)))
                .isEmpty();
    }

    @Test
    void aCallThatIsMissingIsFound() {
        assertThat(differences(List.of(KILLED), List.of(SERVED, CUT), List.of(BROKEN)))
                .singleElement()
                .asString()
                .contains("req_1")
                .endsWith("is not in the ledger");
    }

    @Test
    void aCallThatIsThereTwiceIsFound() {
        assertThat(differences(List.of(ONE, ONE), List.of(SERVED), List.of(TOLD)))
                .containsExactly("req_1 is in the ledger twice");
    }

    @Test
    void aTokenTooManyIsFound() {
        var more = served("req_1", "FINISHED", 10, 6);

        assertThat(differences(List.of(ONE), List.of(more), List.of(TOLD)))
                .singleElement()
                .asString()
                .contains("does not fit");
    }

    @Test
    void aSuccessThatTheProviderNeverServedIsFound() {
        assertThat(differences(List.of(ONE), List.of(), List.of(TOLD)))
                .singleElement()
                .asString()
                .endsWith("was never served");
    }

    @Test
    void aClientThatWasToldSomethingElseIsFound() {
        var wrong = call("req_1", new End.Succeeded(10, 4));

        assertThat(differences(List.of(ONE), List.of(SERVED), List.of(wrong)))
                .singleElement()
                .asString()
                .contains("is in the ledger as");
    }

    @Test
    void anInterruptedCallThatNoClientMissedIsFound() {
        assertThat(differences(List.of(ONE, KILLED), List.of(SERVED, CUT), List.of(TOLD)))
                .containsExactly("1 rows are interrupted, but only 0 calls failed");
    }

    @Test
    void aGapIsFound() {
        var books =
                new Books(
                        List.of(ONE),
                        sums(1, 10, 5),
                        List.of(SERVED),
                        List.of(TOLD),
                        new Instances(2, 1, 0, 0, 1, 0));

        assertThat(books.differences()).hasSize(2).first().asString().contains("is not whole");
    }

    @Test
    void rollupsThatCountAnotherSumAreFound() {
        var books =
                new Books(
                        List.of(ONE),
                        sums(1, 10, 6),
                        List.of(SERVED),
                        List.of(TOLD),
                        new Instances(1, 1, 0, 0, 0, 0));

        assertThat(books.differences())
                .containsExactly("output tokens of the rows: 5, in the rollups: 6");
    }

    /// With an integrity page and rollups that fit the ledger.
    private static List<String> differences(
            List<Recorded> ledger, List<Served> served, List<Call> told) {
        long killed = ledger.stream().filter(row -> row.status() == CallStatus.INTERRUPTED).count();
        var instances = new Instances(ledger.size(), ledger.size() - killed, killed, 0, 0, 0);
        var sums =
                sums(
                        ledger.size(),
                        ledger.stream().mapToLong(row -> row.tokens().input()).sum(),
                        ledger.stream().mapToLong(row -> row.tokens().output()).sum());
        return new Books(ledger, sums, served, told, instances).differences();
    }

    private static JsonNode sums(long requests, long input, long output) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("requests", requests)
                .put("inputTokens", input)
                .put("outputTokens", output);
    }

    private static Recorded recorded(String id, CallStatus status, long input, long output) {
        return new Recorded(id, "proxy", status, new TokenCounts(input, 0, 0, output, 0));
    }

    private static Served served(String id, String outcome, long input, long output) {
        return new Served(id, outcome, new TokenCounts(input, 0, 0, output, 0));
    }

    private static Call call(String id, End end) {
        return new Call(Speech.CHAT, 0, 1, id, end);
    }
}
