package io.smoothllm.bench;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// `--name=value`, numbers all of them.
record Options(Map<String, Long> values) {

    /// Said in words for a person.
    static final class Misused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Misused(String message) {
            super(message);
        }
    }

    /// @throws Misused when there is no such option, or it is no number
    static Options of(Collection<String> arguments, Set<String> known) {
        var values = new TreeMap<String, Long>();
        for (var argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new Misused(argument + " is not --OPTION=NUMBER");
            }
            var name = argument.substring(2, equals);
            if (!known.contains(name)) {
                throw new Misused("there is no option --" + name + " here");
            }
            try {
                values.put(name, Long.parseLong(argument.substring(equals + 1)));
            } catch (NumberFormatException _) {
                throw new Misused("--" + name + " must be a number");
            }
        }
        return new Options(values);
    }

    long number(String name, long usual) {
        return values.getOrDefault(name, usual);
    }
}
