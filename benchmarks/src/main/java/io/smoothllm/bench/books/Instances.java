package io.smoothllm.bench.books;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.bench.stack.Api;
import java.util.function.ToLongFunction;
import java.util.stream.StreamSupport;

/// `/api/v1/usage/integrity`, summed up over all proxies that ever were.
public record Instances(
        long admitted, long settled, long interrupted, long open, long gaps, long duplicates) {

    public static Instances read(Api admin) {
        var items = admin.get("/api/v1/usage/integrity").path("items");
        return new Instances(
                sum(items, "admitted"),
                sum(items, "settled"),
                sum(items, "interrupted"),
                sum(items, "open"),
                sum(items, "gaps"),
                sum(items, "duplicatesDropped"));
    }

    private static long sum(JsonNode items, String field) {
        ToLongFunction<JsonNode> number = item -> item.path(field).asLong();
        return StreamSupport.stream(items.spliterator(), false).mapToLong(number).sum();
    }

    public Instances since(Instances before) {
        return new Instances(
                admitted - before.admitted,
                settled - before.settled,
                interrupted - before.interrupted,
                open - before.open,
                gaps - before.gaps,
                duplicates - before.duplicates);
    }

    public boolean isWhole() {
        return gaps == 0 && open == 0 && admitted == settled + interrupted;
    }
}
