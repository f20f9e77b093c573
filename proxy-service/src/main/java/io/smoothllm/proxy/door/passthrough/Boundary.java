package io.smoothllm.proxy.door.passthrough;

import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.regex.Pattern;

/// What stands between the parts of a form, as its content type says (RFC 2046, section 5.1.1).
record Boundary(String text) {
    private static final String FORM = "multipart/form-data";
    private static final Pattern LEGAL = Pattern.compile("[\\w'()+,./:=? -]{0,69}[\\w'()+,./:=?-]");

    static boolean isForm(String contentType) {
        return contentType != null
                && contentType.regionMatches(true, 0, FORM, 0, FORM.length())
                && (contentType.length() == FORM.length()
                        || "; \t".indexOf(contentType.charAt(FORM.length())) >= 0);
    }

    /// @throws ProblemException [Problem.InvalidRequest] when there is none, or two, or one that
    ///     RFC 2046 does not know
    static Boundary of(String contentType) {
        String found = null;
        try {
            for (var parameter : Parameters.of(contentType, FORM.length())) {
                if (parameter.is("boundary") && found != null) {
                    throw invalid("The Content-Type names two boundaries.");
                }
                found = parameter.is("boundary") ? parameter.value() : found;
            }
        } catch (Parameters.Unreadable e) {
            throw invalid("The Content-Type cannot be read.");
        }
        if (found == null || !LEGAL.matcher(found).matches()) {
            throw invalid("A multipart/form-data body needs a boundary of 1 to 70 characters.");
        }
        return new Boundary(found);
    }

    private static ProblemException invalid(String message) {
        return new ProblemException(new Problem.InvalidRequest(null, message));
    }
}
