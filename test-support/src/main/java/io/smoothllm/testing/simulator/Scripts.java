package io.smoothllm.testing.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Who gets which script: by API key first, then by model, then by what the model's name says.
final class Scripts {
    private static final Pattern ERROR_MODEL = Pattern.compile("sim-error-([45]\\d\\d)");
    private static final Map<String, Script> NAMED =
            Map.of(
                    "sim-slow",
                    Script.answer()
                            .firstByteAfter(Duration.ofSeconds(1))
                            .chunksEvery(Duration.ofMillis(200)),
                    "sim-cut",
                    Script.cutAfter(5),
                    "sim-never",
                    Script.never());

    private final Map<String, Remaining> byTarget = new ConcurrentHashMap<>();

    void put(String target, List<Script> scripts) {
        byTarget.put(target, new Remaining(scripts));
    }

    void remove(String target) {
        byTarget.remove(target);
    }

    void clear() {
        byTarget.clear();
    }

    boolean has(String target) {
        return byTarget.containsKey(target);
    }

    /// The one for this call, which uses it up by one.
    Script next(String apiKey, String model) {
        for (var target : List.of(apiKey, model)) {
            var remaining = byTarget.get(target);
            var script = remaining == null ? null : remaining.next();
            if (script != null) {
                return script;
            }
        }
        var error = ERROR_MODEL.matcher(model);
        if (error.matches()) {
            var script = Script.fail(Integer.parseInt(error.group(1)));
            return model.equals("sim-error-429")
                    ? script.retryAfter(Duration.ofSeconds(1))
                    : script;
        }
        return NAMED.getOrDefault(model, Script.NONE);
    }

    private static final class Remaining {
        private final Deque<Script> scripts;
        private int used;

        Remaining(List<Script> scripts) {
            this.scripts = new ArrayDeque<>(scripts);
        }

        /// Null when all are used up.
        synchronized Script next() {
            var script = scripts.peek();
            if (script != null && script.times() > 0 && ++used >= script.times()) {
                scripts.remove();
                used = 0;
            }
            return script;
        }
    }
}
