package io.smoothllm.usage.report;

import static io.smoothllm.usage.rollup.Level.DAY;
import static io.smoothllm.usage.rollup.Level.QUARTER_HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.usage.report.Pieces.Piece;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PiecesTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void utcDaysAreReadAsTheyAreKept() {
        var pieces = Pieces.between(List.of(MIDNIGHT, at(24), at(48)));

        assertThat(pieces.pieces())
                .containsExactly(new Piece(DAY, MIDNIGHT, at(24)), new Piece(DAY, at(24), at(48)));
    }

    @Test
    void aDayOfAnotherZoneIsAUtcDayAndWhatDiffersAtItsEnds() {
        var pieces = Pieces.between(List.of(at(-5.75), at(18.25)));

        assertThat(pieces.pieces())
                .containsExactlyInAnyOrder(
                        new Piece(DAY, MIDNIGHT, at(24)),
                        new Piece(QUARTER_HOUR, at(-5.75), MIDNIGHT),
                        new Piece(QUARTER_HOUR, at(18.25), at(24)));
    }

    @Test
    void whereTwoDaysMeetIsReadOnce() {
        var pieces = Pieces.between(List.of(at(5), at(29), at(53)));

        assertThat(pieces.pieces()).hasSize(5);
        assertThat(pieces.uses()).hasSize(6);
    }

    @Test
    void anHourIsReadByItself() {
        var pieces = Pieces.between(List.of(at(10), at(11)));

        assertThat(pieces.pieces()).containsExactly(new Piece(QUARTER_HOUR, at(10), at(11)));
    }

    @Test
    void aRangeOfManyDaysIsOnePieceAndDaysAreOneEach() {
        var range = Pieces.between(List.of(MIDNIGHT, at(72)));
        var days = Pieces.between(List.of(MIDNIGHT, at(24), at(48), at(72)));

        assertThat(range.areBuckets(DAY)).isFalse();
        assertThat(days.areBuckets(DAY)).isTrue();
        assertThat(days.from(DAY)).isEqualTo(MIDNIGHT);
        assertThat(days.to(DAY)).isEqualTo(at(72));
    }

    @Test
    void neverAreMoreBucketsReadThanThereAreInTheRange() {
        for (var bounds : manyBounds()) {
            var pieces = Pieces.between(bounds);

            assertThat(pieces.pieces().stream().mapToLong(Piece::buckets).sum())
                    .isLessThanOrEqualTo(QUARTER_HOUR.between(bounds.getFirst(), bounds.getLast()));
        }
    }

    @Test
    void whatIsAddedAndTakenAwayIsThePeriodAndNothingElse() {
        for (var bounds : manyBounds()) {
            var counted = countedQuarters(Pieces.between(bounds));

            for (int period = 1; period < bounds.size(); period++) {
                var expected = new HashMap<Instant, Integer>();
                for (var at = bounds.get(period - 1);
                        at.isBefore(bounds.get(period));
                        at = at.plus(Duration.ofMinutes(15))) {
                    expected.put(at, 1);
                }
                assertThat(counted.get(period)).isEqualTo(expected);
            }
        }
    }

    /// How often each quarter of an hour counts, by period.
    private static Map<Integer, Map<Instant, Integer>> countedQuarters(Pieces pieces) {
        Map<Integer, Map<Instant, Integer>> counted = new HashMap<>();
        for (var use : pieces.uses()) {
            var piece = pieces.pieces().get(use.piece());
            var quarters = counted.computeIfAbsent(use.period(), _ -> new HashMap<>());
            for (var at = piece.from();
                    at.isBefore(piece.to());
                    at = at.plus(Duration.ofMinutes(15))) {
                quarters.merge(at, use.sign(), Integer::sum);
            }
        }
        counted.values().forEach(quarters -> quarters.values().removeIf(times -> times == 0));
        return counted;
    }

    private static List<List<Instant>> manyBounds() {
        var random = new Random(3);
        var all = new ArrayList<List<Instant>>();
        for (int i = 0; i < 300; i++) {
            var bounds = new ArrayList<Instant>();
            var at = MIDNIGHT.plus(Duration.ofMinutes(15L * random.nextInt(96)));
            int longest = random.nextBoolean() ? 12 : 250;
            for (int n = 2 + random.nextInt(4); n > 0; n--) {
                bounds.add(at);
                at = at.plus(Duration.ofMinutes(15L * (1 + random.nextInt(longest))));
            }
            all.add(bounds);
        }
        return all;
    }

    private static Instant at(double hours) {
        return MIDNIGHT.plusSeconds((long) (hours * 3_600));
    }
}
