package io.smoothllm.proxy.door.passthrough;

import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.nio.charset.StandardCharsets;

/// The header lines of one part of a form (RFC 7578, section 4.2). Whatever two readers could read
/// in two ways is refused, or a provider might see another model than the one that was admitted.
///
/// @param name of the form's field
record PartHead(String name) {
    private static final String DISPOSITION = "content-disposition";

    /// @param bytes from the line behind the boundary to the blank line, that included
    /// @throws ProblemException [Problem.InvalidRequest]
    static PartHead parse(byte[] bytes, int from, int to) {
        var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        String disposition = null;
        for (var line : text.split("\r?\n", -1)) {
            if (line.startsWith(" ") || line.startsWith("\t") || line.indexOf('\r') >= 0) {
                throw invalid("A header of a part of the form is folded over two lines.");
            }
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(DISPOSITION)) {
                if (disposition != null) {
                    throw invalid("A part of the form has two Content-Dispositions.");
                }
                disposition = line.substring(colon + 1).strip();
            }
        }
        if (disposition == null) {
            throw invalid("A part of the form has no Content-Disposition.");
        }
        return new PartHead(name(disposition));
    }

    private static String name(String disposition) {
        int end = disposition.indexOf(';');
        if (end < 0 || !disposition.substring(0, end).strip().equalsIgnoreCase("form-data")) {
            throw invalid("A part of the form is no 'form-data' with a name.");
        }
        String name = null;
        try {
            for (var parameter : Parameters.of(disposition, end)) {
                if (parameter.is("name*") || (parameter.is("name") && name != null)) {
                    throw invalid("A part of the form has two names.");
                }
                name = parameter.is("name") ? parameter.value() : name;
            }
        } catch (Parameters.Unreadable e) {
            throw invalid("The Content-Disposition of a part of the form cannot be read.");
        }
        if (name == null) {
            throw invalid("A part of the form has no name.");
        }
        return name;
    }

    private static ProblemException invalid(String message) {
        return new ProblemException(new Problem.InvalidRequest(null, message));
    }
}
