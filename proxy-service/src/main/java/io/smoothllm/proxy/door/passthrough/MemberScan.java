package io.smoothllm.proxy.door.passthrough;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Watches one JSON object go by, in whatever pieces, and remembers some of its members. Of what
/// it does not look for it keeps nothing, so an image of many megabytes costs a look at each byte.
///
/// Never complains: what is no JSON has no members.
final class MemberScan {
    /// A member that is larger is not remembered.
    private static final int LARGEST = 64 * 1024;

    private static final int LONGEST_NAME = 32;

    private enum Expected {
        OBJECT,
        NAME,
        COLON,
        VALUE,
        NOTHING
    }

    /// @param from where the member starts, with the comma before it if there is one
    /// @param to behind its value
    /// @param first there is no comma before it
    record Member(byte[] value, long from, long to, boolean first) {
        /// Missing when it is no JSON.
        JsonNode json() {
            return Json.orMissing(value);
        }
    }

    private final Set<String> wanted;
    private final Map<String, Member> found = new HashMap<>(4);
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private Expected expected = Expected.OBJECT;
    private long position;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean keeping;
    private String name;
    private long nameAt;
    private long commaAt = -1;

    MemberScan(Set<String> wanted) {
        this.wanted = wanted;
    }

    /// Null while it has not come, or is not there.
    Member member(String wantedName) {
        return found.get(wantedName);
    }

    /// The same as JSON; missing when it is not there.
    JsonNode json(String wantedName) {
        var member = found.get(wantedName);
        return member == null ? Json.MAPPER.missingNode() : member.json();
    }

    /// Whether the object is closed.
    boolean isWhole() {
        return expected == Expected.NOTHING;
    }

    void feed(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++, position++) {
            byte b = bytes[i];
            if (inString) {
                string(b);
            } else {
                structure(b);
            }
        }
    }

    private void string(byte b) {
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            inString = false;
            if (expected == Expected.NAME) {
                name = kept.toString(StandardCharsets.UTF_8);
                expected = Expected.COLON;
                return;
            }
        }
        keep(b);
    }

    private void structure(byte b) {
        if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            return;
        }
        switch (expected) {
            case OBJECT -> {
                if (b == '{') {
                    depth = 1;
                    expected = Expected.NAME;
                } else if (b < 0) {
                    return; // a byte order mark
                } else {
                    expected = Expected.NOTHING;
                }
            }
            case NAME -> {
                if (b == '"') {
                    inString = true;
                    nameAt = position;
                    start(true);
                } else if (b == '}') {
                    expected = Expected.NOTHING;
                }
            }
            case COLON -> {
                expected = Expected.VALUE;
                start(wanted.contains(name));
            }
            case VALUE -> value(b);
            case NOTHING -> {}
        }
    }

    private void value(byte b) {
        if (depth == 1 && (b == ',' || b == '}')) {
            end();
            commaAt = position;
            expected = b == ',' ? Expected.NAME : Expected.NOTHING;
            return;
        }
        keep(b);
        switch (b) {
            case '"' -> inString = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth = Math.max(1, depth - 1);
            default -> {}
        }
    }

    private void start(boolean keep) {
        kept.reset();
        keeping = keep;
    }

    private void keep(byte b) {
        if (!keeping) {
            return;
        }
        if (kept.size() >= (expected == Expected.NAME ? LONGEST_NAME : LARGEST)) {
            keeping = false;
            kept.reset();
        } else {
            kept.write(b);
        }
    }

    private void end() {
        if (keeping) {
            boolean first = commaAt < 0;
            found.put(
                    name,
                    new Member(kept.toByteArray(), first ? nameAt : commaAt, position, first));
            start(false);
        }
    }
}
