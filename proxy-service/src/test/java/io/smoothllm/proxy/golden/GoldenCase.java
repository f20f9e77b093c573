package io.smoothllm.proxy.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// One case. The file's first lines, up to the first section, say what would break without it.
/// Sections start with `=== name` and an argument:
///
/// - `=== provider` the provider's [Compatibility], JSON; missing = all by default
/// - `=== upstream model name` the provider's name of the model, for dialects that go by it;
///   missing = one that tells nothing
/// - `=== request /path` what the client posts, and where; `MODEL` stands for the model under test.
///   Without a path it goes to where the client's dialect lives
/// - `=== client headers` that it sends besides its key, `name: value` a line
/// - `=== upstream request /path` what the provider must get, and at which path; `UPSTREAM` stands
///   for its name of the model. Missing = the provider must not be asked
/// - `=== upstream headers` it must get among others, `name: value` a line; without a value, it
///   must not get one of that name
/// - `=== upstream answer 200 text/event-stream` what it answers; of type
///   `application/vnd.amazon.eventstream`, as [EventStreamScript] says
/// - `=== upstream answer headers` of that answer, `name: value` a line
/// - `=== client answer 200` what the client must get. `ID`, `CALL` and `CREATED` stand for what
///   the proxy makes up (`resp_ID` and `msg_ID_0` in Responses), `PROVIDER` for its name of the
///   provider. JSON is compared as JSON (with exact numbers); a section whose argument ends in
///   `bytes` is compared byte for byte
///
/// @param name the file's name without its ending
record GoldenCase(String name, String why, Map<String, Section> sections) {
    record Section(String argument, String text) {
        boolean isExact() {
            return argument.endsWith(" bytes") || argument.equals("bytes");
        }

        String word(int index) {
            return argument.split(" ")[index];
        }
    }

    static GoldenCase read(Path file) {
        try {
            var parts = Files.readString(file).split("(?m)^=== ");
            var sections = new LinkedHashMap<String, Section>();
            for (int i = 1; i < parts.length; i++) {
                int line = parts[i].indexOf('\n');
                var title = parts[i].substring(0, line);
                var name = name(title);
                sections.put(
                        name,
                        new Section(
                                title.substring(name.length()).strip(),
                                parts[i].substring(line + 1)));
            }
            var fileName = file.getFileName().toString();
            return new GoldenCase(
                    fileName.substring(0, fileName.lastIndexOf('.')), parts[0].strip(), sections);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String title) {
        for (var name :
                new String[] {
                    "provider",
                    "upstream model",
                    "request",
                    "client headers",
                    "upstream request",
                    "upstream headers",
                    "upstream answer headers",
                    "upstream answer",
                    "client answer"
                }) {
            if (title.startsWith(name)) {
                return name;
            }
        }
        throw new IllegalArgumentException("No such section: " + title);
    }

    /// The lines of a section of headers; empty when it is not there.
    Map<String, String> headers(String name) {
        var headers = new LinkedHashMap<String, String>();
        if (sections.containsKey(name)) {
            for (var line : sections.get(name).text().strip().split("\n")) {
                int colon = line.indexOf(':');
                headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    /// Null when the case leaves it open.
    String upstreamModel() {
        var section = sections.get("upstream model");
        return section == null ? null : section.argument();
    }

    /// Null when it is not there.
    Section section(String name) {
        return sections.get(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
