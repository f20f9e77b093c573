package io.smoothllm.e2e;

import io.restassured.path.json.JsonPath;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What one answer used, as the simulator's ledger or the usage reports have it.
record Tokens(long input, long cachedInput, long cacheWrite, long output, long reasoning)
        implements Comparable<Tokens> {

    /// A page of `/api/v1/usage/recent`.
    static List<Tokens> ofReport(JsonPath recent) {
        return recent.<Map<String, Object>>getList("items").stream()
                .map(
                        row ->
                                new Tokens(
                                        number(row, "inputTokens"),
                                        number(row, "cachedInputTokens"),
                                        number(row, "cacheWriteTokens"),
                                        number(row, "outputTokens"),
                                        number(row, "reasoningTokens")))
                .sorted()
                .toList();
    }

    /// What [RunningStack#served] says.
    static List<Tokens> ofLedger(List<Map<String, Number>> served) {
        return served.stream()
                .map(
                        row ->
                                new Tokens(
                                        number(row, "input"),
                                        number(row, "cachedInput"),
                                        number(row, "cacheWrite"),
                                        number(row, "output"),
                                        number(row, "reasoning")))
                .sorted()
                .toList();
    }

    /// As much as every client is told.
    Told told() {
        return new Told(input, output);
    }

    /// @param input what came out of the prompt cache and went into it included
    record Told(long input, long output) implements Comparable<Told> {
        @Override
        public int compareTo(Told other) {
            return Comparator.comparingLong(Told::input)
                    .thenComparingLong(Told::output)
                    .compare(this, other);
        }
    }

    private static long number(Map<String, ?> row, String name) {
        return ((Number) row.get(name)).longValue();
    }

    @Override
    public int compareTo(Tokens other) {
        return Comparator.comparing(Tokens::told)
                .thenComparingLong(Tokens::cachedInput)
                .thenComparingLong(Tokens::cacheWrite)
                .thenComparingLong(Tokens::reasoning)
                .compare(this, other);
    }
}
