package io.smoothllm.testing.simulator;

import io.smoothllm.model.usage.TokenCounts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Every request that reached the simulator, the latest [#ENTRIES] of them; their bodies are kept
/// for the latest [#BODIES], as far as the memory for them goes.
public final class Ledger {
    static final int ENTRIES = 200_000;
    static final int BODIES = 10_000;

    private final long bodyBytes;
    private final Deque<Recording> entries = new ArrayDeque<>();
    private final Deque<Recording> withBody = new ArrayDeque<>();
    private long bytesKept;
    private long arrived;

    /// @param bodyBytes memory for bodies
    Ledger(long bodyBytes) {
        this.bodyBytes = bodyBytes;
    }

    /// Sums over all entries that are still there.
    public record Totals(long requests, Map<Outcome, Long> outcomes, TokenCounts tokens) {}

    synchronized Recording open(String dialect, String method, String path, Caller caller) {
        var recording = new Recording(++arrived, dialect, method, path, caller);
        entries.add(recording);
        if (entries.size() > ENTRIES) {
            entries.remove();
        }
        return recording;
    }

    synchronized void asked(Recording recording, String model, byte[] body) {
        recording.asked(model, body);
        withBody.add(recording);
        bytesKept += body.length;
        while (withBody.size() > 1 && (withBody.size() > BODIES || bytesKept > bodyBytes)) {
            var oldest = withBody.remove();
            bytesKept -= oldest.bodySize();
            oldest.forgetBody();
        }
    }

    /// All there are, in the order of arrival.
    public List<LedgerEntry> entries() {
        return since(0);
    }

    /// Those with a higher index.
    public synchronized List<LedgerEntry> since(long index) {
        return entries.stream()
                .filter(recording -> recording.index() > index)
                .map(Recording::entry)
                .toList();
    }

    public List<LedgerEntry> ofModel(String model) {
        return entries().stream().filter(entry -> entry.model().equals(model)).toList();
    }

    public List<LedgerEntry> ofKey(String apiKey) {
        var hash = Caller.sha256(apiKey);
        return entries().stream().filter(entry -> entry.keySha256().equals(hash)).toList();
    }

    public Totals totals() {
        var outcomes = new EnumMap<Outcome, Long>(Outcome.class);
        long input = 0;
        long cached = 0;
        long written = 0;
        long output = 0;
        long reasoning = 0;
        var all = entries();
        for (var entry : all) {
            outcomes.merge(entry.outcome(), 1L, Long::sum);
            input += entry.tokens().input();
            cached += entry.tokens().cachedInput();
            written += entry.tokens().cacheWrite();
            output += entry.tokens().output();
            reasoning += entry.tokens().reasoning();
        }
        var tokens = new TokenCounts(input, cached, written, output, reasoning);
        return new Totals(all.size(), outcomes, tokens);
    }
}
