package io.smoothllm.bench.books;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.bench.load.Call;
import io.smoothllm.bench.load.Call.End;
import io.smoothllm.bench.load.Site;
import io.smoothllm.bench.stack.Api;
import io.smoothllm.bench.stack.Stack;
import io.smoothllm.model.usage.CallStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Everything that was written down of a site's calls, by whoever wrote it.
///
/// @param ledger its rows
/// @param sums what the report says of them
/// @param served what the simulator says it served
/// @param told what the clients saw
/// @param instances what the integrity page says of the time since the load began
public record Books(
        List<Recorded> ledger,
        JsonNode sums,
        List<Served> served,
        List<Call> told,
        Instances instances) {
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(120);

    /// Waits until everything that was admitted is in the ledger; or as long as that takes at most.
    ///
    /// @return how long it took
    public static Duration drain(Site site, Api admin, Instances before) {
        long begun = System.nanoTime();
        var requests = "/api/v1/usage?keyId=" + site.keyId();
        Stack.await(
                DRAIN_LIMIT,
                () -> {
                    var now = Instances.read(admin).since(before);
                    return now.isWhole()
                            && now.admitted() > 0
                            && now.admitted() == admin.get(requests).path("requests").asLong();
                });
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    public static Books read(Site site, Api admin, List<Call> told, Instances before) {
        var served = new ArrayList<Served>();
        for (var model : site.upstreams()) {
            served.addAll(
                    pages(
                            Api.at(site.simulator()),
                            "/_simulator/ledger?model=" + model + "&since=",
                            "0",
                            Served::of));
        }
        var recent = "/api/v1/usage/recent?limit=500&keyId=" + site.keyId() + "&cursor=";
        return new Books(
                pages(admin, recent, "", Recorded::of),
                admin.get("/api/v1/usage?keyId=" + site.keyId()),
                served,
                told,
                Instances.read(admin).since(before));
    }

    private static <T> List<T> pages(
            Api api, String path, String start, Function<JsonNode, T> reader) {
        var all = new ArrayList<T>();
        for (var next = start; next != null; ) {
            var page = api.get(path + next);
            page.path("items").forEach(item -> all.add(reader.apply(item)));
            next =
                    page.path("next").isValueNode() && !page.path("next").isNull()
                            ? page.path("next").asText()
                            : null;
        }
        return all;
    }

    /// Whatever does not fit together, in a sentence each; none = the ledger is proved.
    public List<String> differences() {
        var found = new ArrayList<String>();
        var rows = new HashMap<String, Recorded>();
        for (var row : ledger) {
            if (rows.put(row.requestId(), row) != null) {
                found.add(row.requestId() + " is in the ledger twice");
            }
        }
        compareWithServed(rows, found);
        compareWithTold(rows, found);
        compareSums(found);
        return found;
    }

    private void compareWithServed(Map<String, Recorded> rows, List<String> found) {
        var seen = new HashSet<String>();
        for (var one : served) {
            if (!seen.add(one.requestId())) {
                found.add(one.requestId() + " was sent to the provider twice");
            }
            var row = rows.get(one.requestId());
            if (row == null) {
                found.add(one + " is not in the ledger");
            } else if (!fits(row, one)) {
                found.add(row + " does not fit " + one);
            }
        }
        for (var row : ledger) {
            // Killed between its intent and its way to the provider.
            if (row.status() != CallStatus.INTERRUPTED && !seen.contains(row.requestId())) {
                found.add(row + " was never served");
            }
        }
    }

    /// The provider fails nobody and no client hangs up, so there is success, or a proxy that was
    /// killed.
    private static boolean fits(Recorded row, Served one) {
        return switch (row.status()) {
            case SUCCEEDED -> one.finished() && row.tokens().equals(one.tokens());
            case INTERRUPTED -> true;
            case UPSTREAM_ERROR, STREAM_BROKEN, CLIENT_GONE -> false;
        };
    }

    private void compareWithTold(Map<String, Recorded> rows, List<String> found) {
        for (var call : told) {
            var row = call.requestId() == null ? null : rows.get(call.requestId());
            switch (call.end()) {
                case End.Succeeded(var input, var output) -> {
                    if (row == null
                            || row.status() != CallStatus.SUCCEEDED
                            || row.tokens().input() != input
                            || row.tokens().output() != output) {
                        found.add(call + " is in the ledger as " + row);
                    }
                }
                case End.Failed _ -> {
                    // Its row says interrupted, or success whose last bytes died with the proxy; a
                    // refusal has none.
                }
            }
        }
        long unheard = told.stream().filter(call -> !call.succeeded()).count();
        long interrupted = count(CallStatus.INTERRUPTED);
        if (interrupted > unheard) {
            found.add(interrupted + " rows are interrupted, but only " + unheard + " calls failed");
        }
    }

    private void compareSums(List<String> found) {
        if (!instances.isWhole()) {
            found.add("the integrity page is not whole: " + instances);
        }
        compare("rows of the ledger", ledger.size(), "admitted", instances.admitted(), found);
        compare(
                "interrupted rows",
                count(CallStatus.INTERRUPTED),
                "interrupted",
                instances.interrupted(),
                found);
        compare("rows", ledger.size(), "requests in the rollups", sums("requests"), found);
        compare(
                "input tokens of the rows",
                ledger.stream().mapToLong(row -> row.tokens().input()).sum(),
                "in the rollups",
                sums("inputTokens"),
                found);
        compare(
                "output tokens of the rows",
                ledger.stream().mapToLong(row -> row.tokens().output()).sum(),
                "in the rollups",
                sums("outputTokens"),
                found);
    }

    private static void compare(
            String what, long one, String where, long other, List<String> found) {
        if (one != other) {
            found.add("%s: %d, %s: %d".formatted(what, one, where, other));
        }
    }

    public long count(CallStatus status) {
        return ledger.stream().filter(row -> row.status() == status).count();
    }

    private long sums(String field) {
        return sums.path(field).asLong();
    }
}
