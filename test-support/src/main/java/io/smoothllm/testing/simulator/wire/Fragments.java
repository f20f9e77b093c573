package io.smoothllm.testing.simulator.wire;

import java.util.ArrayList;
import java.util.List;

/// Cuts answers into the pieces of a stream.
public final class Fragments {
    private static final int[] AWKWARD = {1, 2, 5, 3, 8};

    private Fragments() {}

    /// A word each, with the space before it, as models stream text.
    public static List<String> words(String text) {
        var words = new ArrayList<String>();
        int start = 0;
        for (int i = 1; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i))
                    && !Character.isWhitespace(text.charAt(i - 1))) {
                words.add(text.substring(start, i));
                start = i;
            }
        }
        if (start < text.length()) {
            words.add(text.substring(start));
        }
        return words;
    }

    /// One to eight characters each, and besides in the middle of every escape: after a backslash,
    /// and between the digits of `\\u00fc`. Never half a surrogate pair, which no JSON text can
    /// hold.
    public static List<String> awkward(String json) {
        var pieces = new ArrayList<String>();
        int start = 0;
        while (start < json.length()) {
            int end = Math.min(json.length(), start + AWKWARD[pieces.size() % AWKWARD.length]);
            int backslash = json.indexOf('\\', start);
            if (backslash >= 0 && backslash < end) {
                end = backslash + 1;
            }
            if (Character.isHighSurrogate(json.charAt(end - 1)) && end < json.length()) {
                end++;
            }
            pieces.add(json.substring(start, end));
            start = end;
        }
        return pieces;
    }
}
