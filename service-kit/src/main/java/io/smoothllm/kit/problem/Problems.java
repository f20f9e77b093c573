package io.smoothllm.kit.problem;

import io.smoothllm.model.error.ProblemBody;
import io.smoothllm.model.error.ProblemBody.FieldError;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/// Builds problem answers; the one place that sets their media type.
public final class Problems {
    private Problems() {}

    /// @param code lower case words with hyphens; becomes the problem's type
    public static RestResponse<ProblemBody> reply(
            int status, String code, String title, String detail) {
        return reply(status, code, title, detail, List.of());
    }

    public static RestResponse<ProblemBody> reply(
            int status, String code, String title, String detail, List<FieldError> errors) {
        return RestResponse.ResponseBuilder.<ProblemBody>create(status)
                .type(ProblemBody.MEDIA_TYPE)
                .entity(ProblemBody.of(status, code, title, detail, errors))
                .build();
    }

    /// 400 for fields that are wrong each by itself or together.
    public static RestResponse<ProblemBody> invalid(List<FieldError> errors) {
        var detail =
                errors.size() == 1
                        ? errors.getFirst().field() + " " + errors.getFirst().message()
                        : errors.size() + " fields are not valid.";
        return reply(400, "invalid-request", "The request is not valid.", detail, errors);
    }

    public static RestResponse<ProblemBody> invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    public static RestResponse<ProblemBody> notFound(String what) {
        return reply(404, "not-found", "Not found.", "There is no such " + what + ".");
    }

    public static RestResponse<ProblemBody> forbidden() {
        return reply(403, "forbidden", "Not allowed.", "Your role does not allow this.");
    }

    public static RestResponse<ProblemBody> unauthenticated() {
        return reply(401, "unauthenticated", "Sign in first.", "A valid access token is needed.");
    }
}
