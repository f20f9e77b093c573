package io.smoothllm.proxy.journal;

import io.smoothllm.model.usage.UsageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/// What processes that are gone left behind.
///
/// @param segments of one instance after the other, oldest first; all their settlements count as
///     not acknowledged, since nobody knows: a duplicate is harmless
/// @param interrupted the calls that have an intent and no settlement
/// @param admitted by instance, the last number that was given out
record Recovery(List<Segment> segments, List<Interrupted> interrupted, Map<UUID, Long> admitted) {
    private static final Logger LOG = Logger.getLogger(Recovery.class);

    /// @param segment that cannot go before the call is settled
    record Interrupted(Segment segment, UsageRecord call) {}

    private record Intended(Segment segment, long sequence, byte[] payload) {}

    /// Reads a journal's directory, which nobody may be writing to.
    static Recovery read(Path directory) throws IOException {
        var byInstance = new LinkedHashMap<UUID, List<Segment>>();
        try (var files = Files.list(directory)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(".journal")).sorted().toList()) {
                var segment = Segment.open(file);
                if (segment == null) {
                    Files.delete(file); // its process died while making it
                } else {
                    byInstance
                            .computeIfAbsent(segment.instance(), _ -> new ArrayList<>())
                            .add(segment);
                }
            }
        }
        var segments = new ArrayList<Segment>();
        var interrupted = new ArrayList<Interrupted>();
        var admitted = new LinkedHashMap<UUID, Long>();
        for (var instance : byInstance.entrySet()) {
            instance.getValue().sort(Comparator.comparingLong(Segment::index));
            segments.addAll(instance.getValue());
            admitted.put(instance.getKey(), lastNumber(instance.getValue().getLast()));
            for (var open : openAtTheEnd(instance.getValue()).values()) {
                interrupted.add(
                        new Interrupted(
                                open.segment(),
                                Intent.read(instance.getKey(), open.sequence(), open.payload())));
            }
        }
        return new Recovery(segments, interrupted, admitted);
    }

    private static long lastNumber(Segment newest) {
        long last = newest.startsAfter();
        var cursor = newest.read();
        try {
            for (var frame = cursor.next(); frame != null; frame = cursor.next()) {
                if (frame.kind() == Frame.Kind.INTENT) {
                    last = Math.max(last, frame.sequence());
                }
            }
        } catch (Segment.DamagedException e) {
            LOG.debug("Told when its calls are read", e);
        }
        return last;
    }

    private static Map<Long, Intended> openAtTheEnd(List<Segment> segments) {
        var open = new LinkedHashMap<Long, Intended>();
        var sent = new LinkedHashMap<Segment, Integer>();
        for (var segment : segments) {
            sent.put(segment, read(segment, open));
        }
        sent.forEach(
                (segment, count) ->
                        segment.recovered(
                                count,
                                (int)
                                        open.values().stream()
                                                .filter(call -> call.segment() == segment)
                                                .count()));
        return open;
    }

    /// @return how many frames of the segment go to the topic
    private static int read(Segment segment, Map<Long, Intended> open) {
        int sent = 0;
        var cursor = segment.read();
        try {
            for (var frame = cursor.next(); frame != null; frame = cursor.next()) {
                switch (frame.kind()) {
                    case INTENT ->
                            open.put(
                                    frame.sequence(),
                                    new Intended(segment, frame.sequence(), frame.payload()));
                    case SETTLEMENT -> {
                        sent++;
                        open.remove(frame.sequence());
                    }
                    case FOREIGN_SETTLEMENT, REPORT -> sent++;
                }
            }
        } catch (Segment.DamagedException e) {
            // Only a power cut does this, to what was not synchronised. What is behind is lost.
            LOG.errorf("%s; the calls behind it are lost", e.getMessage());
        }
        return sent;
    }
}
