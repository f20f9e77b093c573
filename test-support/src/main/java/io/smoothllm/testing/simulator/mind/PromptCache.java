package io.smoothllm.testing.simulator.mind;

import io.smoothllm.testing.simulator.mind.Prompt.CacheMark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Remembers starts of prompts, per API key and model, the way the two providers do. Starts shorter
/// than [#MINIMUM] tokens are never cached.
public final class PromptCache {
    public static final int MINIMUM = 1024;

    /// OpenAI caches in steps of 128 tokens.
    private static final int STEP = 128;
    private static final int STEP_BYTES = STEP * TokenRule.BYTES_PER_TOKEN;
    private static final int MINIMUM_BYTES = MINIMUM * TokenRule.BYTES_PER_TOKEN;
    private static final int REMEMBERED = 20_000;
    private static final long PRIME = 0x100000001b3L;

    /// Pieces that begin after this many bytes are not cached.
    private static final int LOOKED_AT = 1 << 20;

    private final Map<Long, Boolean> known =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /// @param read tokens that came out of the cache
    /// @param written tokens that went into it for five minutes
    /// @param writtenForAnHour tokens that went into it for an hour
    public record Use(long read, long written, long writtenForAnHour) {
        public long writtenAltogether() {
            return written + writtenForAnHour;
        }
    }

    /// OpenAI's way: every long prompt, unasked; only reading is told.
    public synchronized Use automatic(Prompt prompt) {
        long hash = seed(prompt);
        long bytes = 0;
        long read = 0;
        var starts = new ArrayList<Long>();
        for (var piece : prompt.pieces()) {
            if (bytes >= LOOKED_AT) {
                break;
            }
            for (byte one : piece.text().getBytes(StandardCharsets.UTF_8)) {
                hash = mix(hash, one);
                if (++bytes % STEP_BYTES == 0 && bytes >= MINIMUM_BYTES) {
                    starts.add(hash);
                    read = known.containsKey(hash) ? bytes / TokenRule.BYTES_PER_TOKEN : read;
                }
            }
        }
        starts.forEach(start -> known.put(start, true));
        return new Use(read, 0, 0);
    }

    /// Anthropic's way: up to the marks that the request sets.
    public synchronized Use marked(Prompt prompt) {
        long hash = seed(prompt);
        long tokens = 0;
        long read = 0;
        long reach = 0;
        var mark = CacheMark.NONE;
        var starts = new ArrayList<Long>();
        for (var piece : prompt.pieces()) {
            for (byte one : piece.text().getBytes(StandardCharsets.UTF_8)) {
                hash = mix(hash, one);
            }
            tokens += piece.tokens();
            if (piece.mark() != CacheMark.NONE && tokens >= MINIMUM) {
                starts.add(hash);
                reach = tokens;
                mark = piece.mark();
                read = known.containsKey(hash) ? tokens : read;
            }
        }
        starts.forEach(start -> known.put(start, true));
        return mark == CacheMark.ONE_HOUR
                ? new Use(read, 0, reach - read)
                : new Use(read, reach - read, 0);
    }

    private static long seed(Prompt prompt) {
        long hash = 0xcbf29ce484222325L;
        for (var owner : List.of(prompt.apiKey(), "/", prompt.model())) {
            for (byte one : owner.getBytes(StandardCharsets.UTF_8)) {
                hash = mix(hash, one);
            }
        }
        return hash;
    }

    private static long mix(long hash, byte one) {
        return (hash ^ (one & 0xff)) * PRIME;
    }
}
