package io.smoothllm.testing.simulator;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.smoothllm.model.Wire;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// `/_simulator`: scripts and the ledger for other processes.
///
/// - `PUT, DELETE /_simulator/scripts/{model or API key}`, `DELETE /_simulator/scripts`
/// - `GET /_simulator/ledger?since={index}&model={model}&limit={count}` →
///   `{"items":[…],"next":index or null}`
/// - `GET /_simulator/ledger/totals`
record ControlApi(Scripts scripts, Ledger ledger) {
    static final String PREFIX = "/_simulator";

    private static final String SCRIPTS = PREFIX + "/scripts";
    private static final int PAGE = 1000;
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private record LedgerPage(List<LedgerEntry> items, Long next) {}

    void handle(HttpServerRequest request, byte[] body) {
        var call = request.method().name() + " " + request.path();
        if (call.startsWith("PUT " + SCRIPTS + "/")) {
            put(request, target(request.path()), body);
        } else if (call.startsWith("DELETE " + SCRIPTS + "/")) {
            scripts.remove(target(request.path()));
            request.response().setStatusCode(204).end();
        } else if (call.equals("DELETE " + SCRIPTS)) {
            scripts.clear();
            request.response().setStatusCode(204).end();
        } else if (call.equals("GET " + PREFIX + "/ledger")) {
            page(request);
        } else if (call.equals("GET " + PREFIX + "/ledger/totals")) {
            json(request, 200, ledger.totals());
        } else {
            json(request, 404, Map.of("error", "The simulator has no such page."));
        }
    }

    private static String target(String path) {
        return URLDecoder.decode(path.substring(SCRIPTS.length() + 1), StandardCharsets.UTF_8);
    }

    private void put(HttpServerRequest request, String target, byte[] body) {
        try {
            scripts.put(target, JSON.readValue(body, new TypeReference<List<Script>>() {}));
            request.response().setStatusCode(204).end();
        } catch (IOException e) {
            json(request, 400, Map.of("error", "Not a script: " + e.getMessage()));
        }
    }

    private void page(HttpServerRequest request) {
        try {
            long since = Long.parseLong(request.getParam("since", "0"));
            int limit = Integer.parseInt(request.getParam("limit", "" + PAGE));
            var model = request.getParam("model");
            var items =
                    ledger.since(since).stream()
                            .filter(entry -> model == null || entry.model().equals(model))
                            .limit(limit)
                            .toList();
            var next = items.size() < limit ? null : items.getLast().index();
            json(request, 200, new LedgerPage(items, next));
        } catch (IllegalArgumentException e) {
            json(request, 400, Map.of("error", "since and limit are numbers, limit at least 1"));
        }
    }

    private static void json(HttpServerRequest request, int status, Object body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(Buffer.buffer(Wire.write(body)));
    }
}
