package io.smoothllm.provider.stack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Request bodies, and what is made of them.
public final class Wishes {
    public static final String KEY = "sk-test-0123456789-wxyz";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private Wishes() {}

    /// A name nobody has.
    public static String aName() {
        return "provider-" + COUNT.incrementAndGet() + "-" + Long.toString(System.nanoTime(), 36);
    }

    /// A provider with one priced model, and a host that is never called.
    public static Map<String, Object> aProvider() {
        var wish = new LinkedHashMap<String, Object>();
        wish.put("name", aName());
        wish.put("dialect", "OPENAI");
        wish.put("baseUrl", "http://127.0.0.1:1999/v1");
        wish.put("apiKey", KEY);
        wish.put("models", List.of(aModel("gpt-5-mini")));
        return wish;
    }

    public static Map<String, Object> aModel(String name) {
        return new LinkedHashMap<>(Map.of("name", name, "inputPrice", "0.25", "outputPrice", "2"));
    }

    @SafeVarargs
    public static Map<String, Object> aRoute(Map<String, Object>... candidates) {
        var wish = new LinkedHashMap<String, Object>();
        wish.put("alias", aName());
        wish.put("candidates", new ArrayList<>(Arrays.asList(candidates)));
        return wish;
    }

    public static Map<String, Object> aCandidate(String provider, String model) {
        return new LinkedHashMap<>(Map.of("providerId", provider, "model", model));
    }

    public static Map<String, Object> with(Map<String, Object> wish, String field, Object value) {
        var changed = new LinkedHashMap<>(wish);
        changed.put(field, value);
        return changed;
    }

    public static Map<String, Object> without(Map<String, Object> wish, String field) {
        var changed = new LinkedHashMap<>(wish);
        changed.remove(field);
        return changed;
    }

    /// Saves it and gives its id.
    public static String saved(Person owner, Map<String, Object> provider) {
        return owner.asks()
                .body(provider)
                .post("/api/v1/providers")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public static String savedRoute(Person owner, Map<String, Object> route) {
        return owner.asks()
                .body(route)
                .post("/api/v1/routes")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
