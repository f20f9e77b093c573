package io.smoothllm.proxy.door.passthrough;

import java.util.ArrayList;
import java.util.List;

/// The parameters behind a header's value, `; name=value; name="value"` (RFC 9110, section
/// 5.6.6). A backslash inside quotes takes the next character with it.
final class Parameters {
    record Parameter(String name, String value) {
        boolean is(String wanted) {
            return name.equalsIgnoreCase(wanted);
        }
    }

    /// A header that does not follow the grammar.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("parameters cannot be read", null, false, false);
        }
    }

    private final String text;
    private int at;

    private Parameters(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /// @param from behind the header's value
    static List<Parameter> of(String text, int from) throws Unreadable {
        var reader = new Parameters(text, from);
        var all = new ArrayList<Parameter>();
        for (reader.blank(); reader.at < text.length(); reader.blank()) {
            reader.expect(';');
            reader.blank();
            if (reader.at < text.length() && reader.peek() != ';') {
                all.add(reader.parameter());
            }
        }
        return all;
    }

    private Parameter parameter() throws Unreadable {
        var name = token();
        expect('=');
        var value = at < text.length() && peek() == '"' ? quoted() : token();
        return new Parameter(name, value);
    }

    /// More generous than the RFC: whatever is no delimiter.
    private String token() throws Unreadable {
        int start = at;
        while (at < text.length() && " \t;,=\"".indexOf(peek()) < 0) {
            at++;
        }
        if (at == start) {
            throw new Unreadable();
        }
        return text.substring(start, at);
    }

    private String quoted() throws Unreadable {
        var value = new StringBuilder();
        at++;
        while (at < text.length() && peek() != '"') {
            if (peek() == '\\') {
                at++;
            }
            if (at < text.length()) {
                value.append(peek());
                at++;
            }
        }
        expect('"');
        return value.toString();
    }

    private void expect(char wanted) throws Unreadable {
        if (at >= text.length() || peek() != wanted) {
            throw new Unreadable();
        }
        at++;
    }

    private void blank() {
        while (at < text.length() && (peek() == ' ' || peek() == '\t')) {
            at++;
        }
    }

    private char peek() {
        return text.charAt(at);
    }
}
