package io.smoothllm.bench;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// `--name=value`, numbers all of them.
record Options(Map<String, Long> values) {

    /// @throws IllegalArgumentException in words for a person
    static Options of(Collection<String> arguments, Set<String> known) {
        var values = new TreeMap<String, Long>();
        for (var argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException(argument + " is not --OPTION=NUMBER");
            }
            var name = argument.substring(2, equals);
            if (!known.contains(name)) {
                throw new IllegalArgumentException("there is no option --" + name + " here");
            }
            try {
                values.put(name, Long.parseLong(argument.substring(equals + 1)));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("--" + name + " must be a number", e);
            }
        }
        return new Options(values);
    }

    long number(String name, long usual) {
        return values.getOrDefault(name, usual);
    }
}
