package io.smoothllm.proxy.door.passthrough;

import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads a form (RFC 7578) while it goes by, in whatever pieces, and takes the value of its field
/// `model` out, so that another can be written in its place. Everything else passes byte for byte;
/// files are looked at and not kept.
///
/// Lines may end in CRLF or LF alone, as some clients write and some providers read. Where readers
/// could differ over what a part is, the form is refused: see [PartHead].
final class FormScanner {
    /// Header lines of one part.
    private static final int LARGEST_HEAD = 16 * 1024;

    /// The value of a field that is read.
    private static final int LARGEST_VALUE = 1024;

    private static final int MOST_PARTS = 1_000;

    /// Behind a boundary: `--`, or white space and a line end.
    private static final int LONGEST_PADDING = 64;

    private enum Place {
        PREAMBLE,
        BOUNDARY,
        HEAD,
        /// In a part that nobody here reads.
        CONTENT,
        /// In a field that is read.
        VALUE,
        EPILOGUE
    }

    private final byte[] delimiter;
    private Place place = Place.PREAMBLE;

    /// What was not decided yet: the bytes from `from` to `to`.
    private byte[] window = new byte[0];
    private int from;
    private int to;
    private boolean lineStart = true;
    private String field;
    private int parts;
    private long passed;
    private String model;
    private long modelAt = -1;
    private int takenOut;
    private Boolean streamed;
    private long closeAt;

    FormScanner(Boundary boundary) {
        delimiter = ("--" + boundary.text()).getBytes(StandardCharsets.US_ASCII);
    }

    /// @param out gets what can be passed on now
    /// @throws ProblemException [Problem.InvalidRequest]
    void feed(Buffer bytes, Buffer out) {
        append(bytes);
        while (step(out)) {}
    }

    /// The body ended.
    ///
    /// @throws ProblemException [Problem.InvalidRequest] when the form did not
    void end(Buffer out) {
        if (place != Place.EPILOGUE) {
            throw invalid(null, "The form ends before its final boundary.");
        }
        pass(to, out);
    }

    /// Null until it was read; a form has it once or not at all.
    String model() {
        return model;
    }

    /// Where in what was passed the model's name belongs; below 0 when there is no such field.
    long modelAt() {
        return modelAt;
    }

    /// Bytes of what stood there.
    int takenOut() {
        return takenOut;
    }

    boolean streamed() {
        return Boolean.TRUE.equals(streamed);
    }

    /// Where in what was passed the final boundary stands.
    long closeAt() {
        return closeAt;
    }

    /// @return whether there may be more to do with what is in the window
    private boolean step(Buffer out) {
        return switch (place) {
            case PREAMBLE, CONTENT, EPILOGUE -> content(out);
            case VALUE -> value(out);
            case BOUNDARY -> boundary(out);
            case HEAD -> head(out);
        };
    }

    private boolean content(Buffer out) {
        int found = delimiter();
        pass(found < 0 ? ~found : found, out);
        if (found < 0) {
            return false;
        }
        if (place == Place.EPILOGUE) {
            throw invalid(null, "The form goes on behind its final boundary.");
        }
        place = Place.BOUNDARY;
        return true;
    }

    private boolean value(Buffer out) {
        int found = delimiter();
        int end = found < 0 ? ~found : withoutLineEnd(found);
        if (end - from > LARGEST_VALUE) {
            throw invalid(field, field + " is too long.");
        }
        if (found < 0) {
            return false;
        }
        var text = new String(window, from, end - from, StandardCharsets.UTF_8);
        if (field.equals("model")) {
            model = checked(text);
            modelAt = passed;
            takenOut = end - from;
            from = end;
        } else {
            streamed = text.equalsIgnoreCase("true");
        }
        pass(found, out);
        place = Place.BOUNDARY;
        return true;
    }

    private static String checked(String model) {
        if (model.isBlank() || model.chars().anyMatch(Character::isISOControl)) {
            throw invalid("model", "model must be a non-empty line of text.");
        }
        return model;
    }

    private boolean boundary(Buffer out) {
        int at = from + delimiter.length;
        if (to - at < 2) {
            return false;
        }
        if (window[at] == '-' && window[at + 1] == '-') {
            closeAt = passed;
            pass(at + 2, out);
            place = Place.EPILOGUE;
            return true;
        }
        int end = at;
        while (end < to && (window[end] == ' ' || window[end] == '\t')) {
            end++;
        }
        if (end < to && window[end] == '\r') {
            end++;
        }
        if (end == to && end - at <= LONGEST_PADDING) {
            return false;
        }
        if (end == to || window[end] != '\n') {
            throw invalid(null, "The form's boundary stands inside one of its parts.");
        }
        if (++parts > MOST_PARTS) {
            throw invalid(null, "The form has more than " + MOST_PARTS + " parts.");
        }
        pass(end + 1, out);
        place = Place.HEAD;
        return true;
    }

    private boolean head(Buffer out) {
        for (int line = from, next; (next = behindLine(line)) >= 0; line = next) {
            if (withoutLineEnd(next) <= line) {
                begin(PartHead.parse(window, from, next).name());
                pass(next, out);
                return true;
            }
        }
        if (to - from > LARGEST_HEAD) {
            throw invalid(null, "The headers of a part of the form are too large.");
        }
        return false;
    }

    private void begin(String name) {
        boolean read = name.equals("model") || name.equals("stream");
        if ((name.equals("model") && model != null)
                || (name.equals("stream") && streamed != null)) {
            throw invalid(name, name + " is given twice.");
        }
        field = read ? name : null;
        place = read ? Place.VALUE : Place.CONTENT;
    }

    /// The next delimiter at the start of a line.
    ///
    /// @return below 0 when there is none: the complement of where one may have begun, or of `to`
    private int delimiter() {
        int line = lineStart ? from : behindLine(from);
        while (line >= 0) {
            int matched = matching(line);
            if (matched == delimiter.length) {
                return line;
            }
            if (line + matched == to) {
                return ~line;
            }
            line = behindLine(line);
        }
        return ~to;
    }

    private int matching(int at) {
        int mismatch =
                Arrays.mismatch(
                        window,
                        at,
                        Math.min(to, at + delimiter.length),
                        delimiter,
                        0,
                        Math.min(to - at, delimiter.length));
        return mismatch < 0 ? Math.min(to - at, delimiter.length) : mismatch;
    }

    /// Behind the line feed that comes next; below 0 when there is none.
    private int behindLine(int at) {
        for (int i = at; i < to; i++) {
            if (window[i] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    /// The line end before a place is not counted.
    private int withoutLineEnd(int end) {
        int at = end;
        if (at > from && window[at - 1] == '\n') {
            at--;
            if (at > from && window[at - 1] == '\r') {
                at--;
            }
        }
        return at;
    }

    private void append(Buffer bytes) {
        int kept = to - from;
        if (kept + bytes.length() > window.length) {
            var larger = new byte[kept + bytes.length()];
            System.arraycopy(window, from, larger, 0, kept);
            window = larger;
        } else {
            System.arraycopy(window, from, window, 0, kept);
        }
        bytes.getBytes(window, kept);
        from = 0;
        to = kept + bytes.length();
    }

    private void pass(int upTo, Buffer out) {
        if (upTo > from) {
            out.appendBytes(window, from, upTo - from);
            passed += upTo - from;
            lineStart = window[upTo - 1] == '\n';
            from = upTo;
        }
    }

    private static ProblemException invalid(String param, String message) {
        return new ProblemException(new Problem.InvalidRequest(param, message));
    }
}
