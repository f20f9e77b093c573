package io.smoothllm.provider.sealing;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;

/// A provider's key in the clear. Prints as nothing, so a log line or an exception that holds a
/// request does not hold the key.
public final class ApiKey {
    private static final int MAX_LENGTH = 4096;

    /// Four characters of a shorter key would be too much of it.
    private static final int SHORTEST_WITH_HINT = 12;

    /// Shorter ones are placeholders (`none`, `ollama`) and would garble innocent words.
    private static final int SHORTEST_SECRET = 8;

    private static final String REMOVED = "[api key]";

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    /// @param text pasted keys come with stray blanks around them; inside there are none
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ApiKey of(String text) {
        var key = text.strip();
        if (key.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("has more than " + MAX_LENGTH + " characters");
        }
        if (!key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("must be visible ASCII characters without blanks");
        }
        return new ApiKey(key);
    }

    /// The key itself, for sealing it and for the header of a call to its provider.
    public String reveal() {
        return text;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /// The last four characters; null when that would tell too much.
    public String hint() {
        return text.length() < SHORTEST_WITH_HINT ? null : text.substring(text.length() - 4);
    }

    /// `words` without this key and its parts, should a provider have repeated them.
    public String scrub(String words) {
        if (text.length() < SHORTEST_SECRET) {
            return words;
        }
        var clean = words.replace(text, REMOVED);
        for (var part : AwsKeys.in(this).map(AwsKeys::parts).orElse(List.of())) {
            clean = clean.replace(part, REMOVED);
        }
        return clean;
    }

    @Override
    public String toString() {
        return "ApiKey[…]";
    }
}
