package io.smoothllm.keys.version;

import io.smoothllm.keys.problem.Problem;
import io.smoothllm.keys.problem.ProblemException;
import jakarta.ws.rs.core.EntityTag;
import java.util.Arrays;
import java.util.Objects;

/// What a caller believes to change.
///
/// @param ifMatch the header of RFC 9110 §13.1.1, or null
/// @param inBody the body's `version`, or null
public record ExpectedVersion(String ifMatch, Long inBody) {
    /// What `ETag` says of a version.
    public static EntityTag entityTag(long version) {
        return new EntityTag(Long.toString(version));
    }

    /// @throws ProblemException when the row is not the one the caller has read
    public void check(long current) {
        if (ifMatch != null && !matches(current)) {
            throw new ProblemException(new Problem.Stale(current, true));
        }
        if (inBody != null && !Objects.equals(inBody, current)) {
            throw new ProblemException(new Problem.Stale(current, false));
        }
    }

    private boolean matches(long current) {
        return ifMatch.strip().equals("*")
                || Arrays.stream(ifMatch.split(",", -1))
                        .anyMatch(tag -> tag.strip().equals("\"" + current + "\""));
    }
}
