package io.smoothllm.bench.ingest;

import io.smoothllm.testing.identity.Person;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Every report, asked by an admin and by a member, over short and long ranges, whole and filtered.
public final class Reports {
    private static final List<String> PAGES =
            List.of(
                    "",
                    "/daily",
                    "/daily?timezone=Asia/Kathmandu",
                    "/daily?by=model",
                    "/by-key",
                    "/by-provider",
                    "/by-model",
                    "/by-user",
                    "/recent");
    private static final int WARM_UP = 2;
    private static final int TIMES = 8;
    private static final int WORST = 10;

    /// How long the answers to one question took, in milliseconds, ascending.
    private record Question(String page, String role, String range, String filter, double[] took) {
        double worst() {
            return took[took.length - 1];
        }
    }

    /// @param slowest the highest p95 of a range, of all reports over it, in milliseconds
    public record Result(double slowest, String text) {}

    private final Workplace place;
    private final Population population;
    private final Consumer<String> progress;

    Reports(Workplace place, Population population, Consumer<String> progress) {
        this.place = place;
        this.population = population;
        this.progress = progress;
    }

    Result run() throws SQLException {
        checkRollups();
        var questions = new ArrayList<Question>();
        for (var page : PAGES) {
            progress.accept("asking /api/v1/usage" + page);
            for (var range : ranges().entrySet()) {
                for (var filter : filters().entrySet()) {
                    for (var role : List.of("admin", "member")) {
                        questions.add(ask(page, role, range, filter));
                    }
                }
            }
        }
        return result(questions);
    }

    /// Each grain counts every call once, or what is measured is not what the service would do.
    private void checkRollups() throws SQLException {
        try (var db = place.database();
                var statement = db.createStatement();
                var row =
                        statement.executeQuery(
                                """
                                select grain, sum(requests), (select count(*) from ledger)
                                from rollup_day group by grain
                                union all
                                select grain, sum(requests), (select count(*) from ledger)
                                from rollup_quarter_hour group by grain
                                """)) {
            while (row.next()) {
                if (row.getLong(2) != row.getLong(3)) {
                    throw new IllegalStateException(
                            "Grain %s counts %d of %d calls"
                                    .formatted(row.getString(1), row.getLong(2), row.getLong(3)));
                }
            }
        }
    }

    private static Map<String, String> ranges() {
        var now = Instant.now();
        var ranges = new LinkedHashMap<String, String>();
        ranges.put(
                "today",
                "from=" + LocalDate.now(ZoneOffset.UTC).atStartOfDay(ZoneOffset.UTC).toInstant());
        for (int days : new int[] {7, 30, 90}) {
            ranges.put(days + " d", "from=" + now.minus(Duration.ofDays(days)));
        }
        return ranges;
    }

    /// Of the busiest there are, which are the member's, too.
    private Map<String, String> filters() {
        var key = population.keys.getFirst();
        var model = population.models.get(key.models()[0]);
        var filters = new LinkedHashMap<String, String>();
        filters.put("-", "");
        filters.put("key", "keyId=" + key.id());
        filters.put("provider", "providerId=" + model.provider());
        filters.put("model", "model=" + model.name());
        filters.put("tag", "tag=" + key.tags().getFirst());
        filters.put("status", "status=UPSTREAM_ERROR");
        return filters;
    }

    private Question ask(
            String page,
            String role,
            Map.Entry<String, String> range,
            Map.Entry<String, String> filter) {
        var path =
                "/api/v1/usage"
                        + page
                        + (page.contains("?") ? "&" : "?")
                        + range.getValue()
                        + (filter.getValue().isEmpty() ? "" : "&" + filter.getValue());
        var api = place.as(person(role));
        var took = new double[TIMES];
        for (int i = -WARM_UP; i < TIMES; i++) {
            long begun = System.nanoTime();
            api.get(path);
            if (i >= 0) {
                took[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Arrays.sort(took);
        return new Question(page, role, range.getKey(), filter.getKey(), took);
    }

    private Person person(String role) {
        var owner = Population.id("account", population.keys.getFirst().account());
        return role.equals("admin") ? Person.admin() : new Person(owner, "m@example.com", "MEMBER");
    }

    private static Result result(List<Question> questions) {
        var table = new StringBuilder();
        for (var page : PAGES) {
            for (var role : List.of("admin", "member")) {
                for (var range : ranges().keySet()) {
                    var took =
                            took(
                                    questions,
                                    q ->
                                            q.page().equals(page)
                                                    && q.role().equals(role)
                                                    && q.range().equals(range));
                    table.append(line("/api/v1/usage" + page, role, range, took));
                }
            }
        }
        double slowest = 0;
        for (var range : ranges().keySet()) {
            var took = took(questions, q -> q.range().equals(range));
            slowest = Math.max(slowest, percentile(took, 95));
            table.append(line("all reports", "both", range, took));
        }
        return new Result(
                slowest,
                String.format(
                        Locale.ROOT,
                        """
                        %-42s %-7s %-6s %7s %7s %7s  (ms, over all filters)
                        %sthe slowest:
                        %s""",
                        "report",
                        "who",
                        "range",
                        "p50",
                        "p95",
                        "max",
                        table,
                        slowest(questions)));
    }

    /// Ascending.
    private static double[] took(List<Question> questions, Predicate<Question> which) {
        return questions.stream()
                .filter(which)
                .flatMapToDouble(q -> Arrays.stream(q.took()))
                .sorted()
                .toArray();
    }

    private static String line(String page, String role, String range, double[] took) {
        return String.format(
                Locale.ROOT,
                "%-42s %-7s %-6s %7.1f %7.1f %7.1f%n",
                page,
                role,
                range,
                percentile(took, 50),
                percentile(took, 95),
                took[took.length - 1]);
    }

    private static String slowest(List<Question> questions) {
        return questions.stream()
                .sorted(Comparator.comparingDouble(Question::worst).reversed())
                .limit(WORST)
                .map(
                        q ->
                                String.format(
                                        Locale.ROOT,
                                        "  %s, %s, %s, filter %s: %.1f ms",
                                        "/api/v1/usage" + q.page(),
                                        q.role(),
                                        q.range(),
                                        q.filter(),
                                        percentile(q.took(), 95)))
                .collect(Collectors.joining("\n"));
    }

    private static double percentile(double[] ascending, int percent) {
        return ascending[Math.max(0, (int) Math.ceil(ascending.length * percent / 100.0) - 1)];
    }
}
