package io.smoothllm.proxy.dialect;

/// The beginning of a text, and how long all of it is: enough to estimate its tokens.
public final class TextSample {
    /// Characters.
    private static final int KEPT = 64 * 1024;

    private final StringBuilder beginning = new StringBuilder();
    private long length;

    /// Of a text that nobody kept.
    public static TextSample ofLength(long chars) {
        var sample = new TextSample();
        sample.length = chars;
        return sample;
    }

    public void add(CharSequence text) {
        beginning.append(text, 0, room(text.length()));
        length += text.length();
    }

    public void add(char[] text, int from, int count) {
        beginning.append(text, from, room(count));
        length += count;
    }

    /// Characters that are not looked at.
    public void skip(long count) {
        length += count;
    }

    public boolean isFull() {
        return beginning.length() == KEPT;
    }

    public CharSequence beginning() {
        return beginning;
    }

    /// Characters, all of them.
    public long length() {
        return length;
    }

    private int room(int wanted) {
        return Math.min(wanted, KEPT - beginning.length());
    }
}
