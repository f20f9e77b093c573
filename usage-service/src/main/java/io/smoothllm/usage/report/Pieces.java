package io.smoothllm.usage.report;

import static java.util.Comparator.naturalOrder;

import io.smoothllm.usage.rollup.Level;
import io.smoothllm.usage.sql.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How periods that follow each other are put together from the sums that are kept. A period is
/// the UTC days that are nearly the same, and at each of its ends the quarters of an hour up to the
/// next midnight, added or taken away: 1 + 23 rows for a day in Kathmandu rather than 96. Sums are
/// exact, so what was added and taken away is as if it had never been there.
///
/// @param pieces each is read once
/// @param uses what each is for
record Pieces(List<Piece> pieces, List<Use> uses) {
    /// Buckets that follow each other.
    record Piece(Level level, Instant from, Instant to) {
        long buckets() {
            return level.between(from, to);
        }
    }

    /// @param piece its place in the list, from 0
    /// @param period counted from 1
    /// @param sign 1 = it is a part of the period, -1 = it is taken away
    record Use(int piece, int period, int sign) {}

    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    /// @param bounds starts of quarter hours, ascending; each but the last begins a period
    static Pieces between(List<Instant> bounds) {
        Map<Piece, Integer> places = new HashMap<>();
        var pieces = new ArrayList<Piece>();
        var uses = new ArrayList<Use>();
        for (int period = 1; period < bounds.size(); period++) {
            for (var part : partsOf(bounds.get(period - 1), bounds.get(period)).entrySet()) {
                int place =
                        places.computeIfAbsent(
                                part.getKey(),
                                piece -> {
                                    pieces.add(piece);
                                    return pieces.size() - 1;
                                });
                uses.add(new Use(place, period, part.getValue()));
            }
        }
        return new Pieces(List.copyOf(pieces), List.copyOf(uses));
    }

    /// With their signs.
    private static Map<Piece, Integer> partsOf(Instant from, Instant to) {
        var direct = new Piece(Level.QUARTER_HOUR, from, to);
        var days = new Piece(Level.DAY, midnightNextTo(from), midnightNextTo(to));
        Map<Piece, Integer> parts = new HashMap<>();
        parts.put(days, 1);
        putEnd(parts, days.from, from, -1);
        putEnd(parts, days.to, to, 1);
        parts.keySet().removeIf(piece -> piece.from.equals(piece.to));
        long buckets = parts.keySet().stream().mapToLong(Piece::buckets).sum();
        return direct.buckets() <= buckets ? Map.of(direct, 1) : parts;
    }

    /// @param sign of what lies behind midnight
    private static void putEnd(Map<Piece, Integer> parts, Instant midnight, Instant end, int sign) {
        if (end.isAfter(midnight)) {
            parts.put(new Piece(Level.QUARTER_HOUR, midnight, end), sign);
        } else {
            parts.put(new Piece(Level.QUARTER_HOUR, end, midnight), -sign);
        }
    }

    private static Instant midnightNextTo(Instant time) {
        return Level.DAY.floor(time.plus(HALF_A_DAY));
    }

    boolean has(Level level) {
        return of(level).findAny().isPresent();
    }

    /// Whether each of that level is a single one.
    boolean areBuckets(Level level) {
        return of(level).allMatch(piece -> piece.buckets() == 1);
    }

    /// When the first of that level begins.
    Instant from(Level level) {
        return of(level).map(Piece::from).min(naturalOrder()).orElseThrow();
    }

    /// When the last of that level ends.
    Instant to(Level level) {
        return of(level).map(Piece::to).max(naturalOrder()).orElseThrow();
    }

    private Stream<Piece> of(Level level) {
        return pieces.stream().filter(piece -> piece.level == level);
    }

    /// Rows `p (piece, starts, ends)` of those of a level.
    void addPieces(Query query, Level level) {
        var places = placesOf(level).boxed().toList();
        query.add(
                "unnest(?::int[], ?::timestamptz[], ?::timestamptz[]) p (piece, starts, ends)",
                Query.array(places),
                array(places, place -> pieces.get(place).from),
                array(places, place -> pieces.get(place).to));
    }

    /// Rows `p (piece, starts_at)`, one for each bucket of a level.
    void addBuckets(Query query, Level level) {
        var buckets = bucketsOf(level);
        query.add(
                "unnest(?::int[], ?::timestamptz[]) p (piece, starts_at)",
                array(buckets, Bucket::piece),
                array(buckets, Bucket::startsAt));
    }

    /// An array of when the buckets of a level start.
    void addStarts(Query query, Level level) {
        var starts = bucketsOf(level).stream().map(Bucket::startsAt).distinct().toList();
        query.add("?::timestamptz[]", Query.array(starts));
    }

    private record Bucket(int piece, Instant startsAt) {}

    private List<Bucket> bucketsOf(Level level) {
        return placesOf(level)
                .boxed()
                .flatMap(
                        place ->
                                level.startsBetween(pieces.get(place).from, pieces.get(place).to)
                                        .map(start -> new Bucket(place, start)))
                .toList();
    }

    private IntStream placesOf(Level level) {
        return IntStream.range(0, pieces.size()).filter(i -> pieces.get(i).level == level);
    }

    /// Rows `use (piece, period, sign)`.
    void addUses(Query query) {
        query.add(
                "unnest(?::int[], ?::int[], ?::int[]) use (piece, period, sign)",
                array(uses, Use::piece),
                array(uses, Use::period),
                array(uses, Use::sign));
    }

    private static <T> String array(List<T> list, Function<T, Object> value) {
        return Query.array(list.stream().map(value).toList());
    }
}
