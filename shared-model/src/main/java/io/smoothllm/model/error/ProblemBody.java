package io.smoothllm.model.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;

/// RFC 9457 problem details, media type `application/problem+json`.
///
/// @param type `urn:smoothllm:problem:<code>`; what programs switch on
/// @param title the same for every problem of a type
/// @param detail this one, for a person
/// @param errors the fields at fault; left out when no field is
public record ProblemBody(
        URI type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /// @param field path from the body's root: `models[0].name`; or a query parameter's name
    public record FieldError(String field, String message) {}

    public ProblemBody {
        errors = errors == null ? List.of() : List.copyOf(errors);
    }

    /// @param code lower case words with hyphens
    public static ProblemBody of(
            int status, String code, String title, String detail, List<FieldError> errors) {
        return new ProblemBody(
                URI.create("urn:smoothllm:problem:" + code), title, status, detail, errors);
    }
}
