package io.smoothllm.localstack.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.smoothllm.localstack.home.Home;
import io.smoothllm.model.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// How every part is doing, in `status.json` of the data folder: an array with one line a part, so
/// that `./smoothllm status` needs no JVM to show it.
public final class StatusBoard {
    private static final System.Logger LOG = System.getLogger(StatusBoard.class.getName());
    private static final String FILE = "status.json";

    /// @param pid null when no process stands for it
    @JsonPropertyOrder({"name", "pid", "url", "state"})
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Row(String name, Long pid, String url, String state) {}

    private final Home home;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    public StatusBoard(Home home) {
        this.home = home;
    }

    /// @param pid null when no process stands for it
    public synchronized void set(String name, String url, Long pid, State state) {
        var row = new Row(name, pid, url, state.name().toLowerCase(Locale.ROOT));
        if (row.equals(rows.put(name, row))) {
            return;
        }
        try {
            home.write(FILE, asText());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Cannot write " + FILE, e);
        }
    }

    public synchronized boolean allReady() {
        return rows.values().stream().allMatch(row -> row.state().equals("ready"));
    }

    /// The state of a part, in lower case; `stopped` when there is no such part.
    public synchronized String stateOf(String name) {
        var row = rows.get(name);
        return row == null ? "stopped" : row.state();
    }

    private String asText() {
        return rows.values().stream()
                .map(row -> new String(Wire.write(row), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }
}
