package io.smoothllm.proxy.dialect.gemini;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a model can be told, where generations differ: each refuses the words of the others with a
/// 400. A name that tells no generation (`gemini-flash-latest`, a tuned model) is taken for the
/// newest.
///
/// @param thinking how hard it thinks is said how
/// @param wantsSignatures refuses a function call of the past that nobody signed
///     (<https://ai.google.dev/gemini-api/docs/thought-signatures>)
/// @param takesMediaInResults a function's result may hold pictures and documents
/// @param takesPenalties knows presence and frequency penalties ("Penalty is not enabled for this
///     model" say those that do not)
record GeminiModel(
        Thinking thinking,
        boolean wantsSignatures,
        boolean takesMediaInResults,
        boolean takesPenalties) {
    private static final Pattern NAME =
            Pattern.compile("(?:.*/)?(gemini|gemma)-(\\d{1,3})(?:\\.(\\d{1,3}))?(?:-.*)?");

    /// The last Gemini 3 Flash that knows the level `MINIMAL` is 3.6; Flash-Lite kept it.
    private static final int LAST_MINIMAL_FLASH = 6;

    private static final List<String> LEVELS = List.of("LOW", "MEDIUM", "HIGH");
    private static final List<String> LEVELS_WITH_MINIMAL =
            List.of("MINIMAL", "LOW", "MEDIUM", "HIGH");

    sealed interface Thinking {
        /// Does not think.
        record None() implements Thinking {}

        /// So many tokens; less or more are refused.
        ///
        /// @param canBeOff takes a budget of 0
        record Budget(int least, int most, boolean canBeOff) implements Thinking {}

        /// @param known weakest first; thinking cannot be turned off
        record Levels(List<String> known) implements Thinking {}
    }

    static GeminiModel named(String upstreamName) {
        var name = upstreamName.toLowerCase(Locale.ROOT);
        var match = NAME.matcher(name);
        if (!match.matches()) {
            return new GeminiModel(new Thinking.Levels(LEVELS), true, true, false);
        }
        int major = Integer.parseInt(match.group(2));
        int minor = match.group(3) == null ? 0 : Integer.parseInt(match.group(3));
        if (match.group(1).equals("gemma")) {
            return gemma(major);
        }
        return major >= 3
                ? new GeminiModel(levels(name, major, minor), true, true, false)
                : new GeminiModel(
                        budget(name, major, minor), false, false, isBefore25(major, minor));
    }

    /// Open models on the same API: from 4 on they think little or much, and sign nothing.
    private static GeminiModel gemma(int major) {
        return new GeminiModel(
                major >= 4 ? new Thinking.Levels(List.of("MINIMAL", "HIGH")) : new Thinking.None(),
                false,
                false,
                false);
    }

    private static Thinking levels(String name, int major, int minor) {
        boolean minimal =
                major == 3
                        && (name.contains("flash-lite")
                                || (name.contains("flash") && minor <= LAST_MINIMAL_FLASH));
        return new Thinking.Levels(minimal ? LEVELS_WITH_MINIMAL : LEVELS);
    }

    private static Thinking budget(String name, int major, int minor) {
        if (isBefore25(major, minor)) {
            return new Thinking.None();
        }
        if (name.contains("flash-lite")) {
            return new Thinking.Budget(512, 24_576, true);
        }
        return name.contains("pro")
                ? new Thinking.Budget(128, 32_768, false)
                : new Thinking.Budget(1, 24_576, true);
    }

    private static boolean isBefore25(int major, int minor) {
        return major < 2 || (major == 2 && minor < 5);
    }
}
