package io.smoothllm.provider.price;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// Which names mean a model or a provider. Upper and lower case are the same, but for patterns.
sealed interface Match {
    record Equal(String text) implements Match {}

    record Start(String text) implements Match {}

    record End(String text) implements Match {}

    record Part(String text) implements Match {}

    /// Found anywhere.
    record Expression(Pattern pattern) implements Match {}

    record Any(List<Match> matches) implements Match {}

    record All(List<Match> matches) implements Match {}

    default boolean fits(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return switch (this) {
            case Equal(var text) -> lower.equals(text);
            case Start(var text) -> lower.startsWith(text);
            case End(var text) -> lower.endsWith(text);
            case Part(var text) -> lower.contains(text);
            case Expression(var pattern) -> pattern.matcher(name).find();
            case Any(var matches) -> matches.stream().anyMatch(match -> match.fits(name));
            case All(var matches) -> matches.stream().allMatch(match -> match.fits(name));
        };
    }

    /// An object with one member: what is to be done, and with what.
    @JsonCreator
    static Match of(JsonNode json) {
        var clause = json.properties().iterator().next();
        var value = clause.getValue();
        return switch (clause.getKey()) {
            case "equals" -> new Equal(lower(value));
            case "starts_with" -> new Start(lower(value));
            case "ends_with" -> new End(lower(value));
            case "contains" -> new Part(lower(value));
            case "regex" -> new Expression(Pattern.compile(value.textValue()));
            case "or" -> new Any(all(value));
            case "and" -> new All(all(value));
            default ->
                    throw new IllegalArgumentException("A clause that is new: " + clause.getKey());
        };
    }

    private static String lower(JsonNode value) {
        return value.textValue().toLowerCase(Locale.ROOT);
    }

    private static List<Match> all(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false).map(Match::of).toList();
    }
}
