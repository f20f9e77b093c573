package io.smoothllm.provider.provider;

import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.provider.problem.ProblemException;
import java.util.Locale;
import java.util.UUID;

/// Which providers to list. Everything but `limit` may be null.
///
/// @param text part of the name or the base URL
/// @param after the last id of the page before
record ProviderFilter(String text, Dialect dialect, Boolean enabled, UUID after, int limit) {

    static Dialect dialect(String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        try {
            return Dialect.valueOf(given.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("dialect", "is not a dialect");
        }
    }
}
