package io.smoothllm.testing.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A `multipart/form-data` body, whole. Strict: what RFC 7578 does not know is no form.
///
/// @param fields texts by name; the last of two counts, as it does for many servers
/// @param files bytes by name; several of one name are in `count`
/// @param count how many files there are of each name
public record Form(
        Map<String, String> fields, Map<String, byte[]> files, Map<String, Integer> count) {
    private static final Pattern BOUNDARY =
            Pattern.compile("multipart/form-data;.*boundary=(?:\"([^\"]+)\"|([^\\s;]+)).*");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");

    /// Bytes are read as ISO 8859-1, which has a character for each.
    static Optional<Form> parse(String contentType, byte[] body) {
        var boundary = BOUNDARY.matcher(contentType);
        if (!boundary.matches()) {
            return Optional.empty();
        }
        var delimiter = "--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
        var text = "\r\n" + new String(body, StandardCharsets.ISO_8859_1);
        var parts = text.split(Pattern.quote("\r\n" + delimiter), -1);
        if (parts.length < 2 || !parts[parts.length - 1].startsWith("--")) {
            return Optional.empty();
        }
        var form = new Form(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        for (int i = 1; i < parts.length - 1; i++) {
            if (!form.add(parts[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(form);
    }

    /// @param part behind its boundary: a line end, header lines, a blank line, content
    private boolean add(String part) {
        int end = part.indexOf("\r\n\r\n");
        var name = NAME.matcher(end < 0 ? "" : part.substring(0, end));
        if (!name.find()) {
            return false;
        }
        var content = part.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        if (isFile(part.substring(0, end).toLowerCase(Locale.ROOT))) {
            files.put(name.group(1), content);
            count.merge(name.group(1), 1, Integer::sum);
        } else {
            fields.put(name.group(1), new String(content, StandardCharsets.UTF_8));
        }
        return true;
    }

    /// OpenAI's client for Java gives bytes a type and no name.
    private static boolean isFile(String head) {
        return head.contains("filename=")
                || (head.contains("\r\ncontent-type:") && !head.contains("text/plain"));
    }

    /// Empty text when there is no such field.
    public String field(String name) {
        return fields.getOrDefault(name, "");
    }
}
