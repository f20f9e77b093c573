package io.smoothllm.keys.problem;

import io.smoothllm.kit.problem.Problems;
import io.smoothllm.model.error.ProblemBody;
import io.smoothllm.model.error.ProblemBody.FieldError;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

class ProblemAnswers {
    @ServerExceptionMapper
    public RestResponse<ProblemBody> say(ProblemException e) {
        return switch (e.problem()) {
            case Problem.Invalid(var errors) -> Problems.invalid(errors);
            case Problem.NotFound(var what) -> Problems.notFound(what);
            case Problem.Forbidden(var why) ->
                    Problems.reply(403, "forbidden", "Not allowed.", why);
            case Problem.WrongCredentials() ->
                    Problems.reply(
                            401,
                            "wrong-credentials",
                            "Sign-in failed.",
                            "E-mail or password is wrong, or the account is disabled.");
            case Problem.InvalidRefreshToken() ->
                    Problems.reply(
                            401, "invalid-refresh-token", "The session is over.", "Sign in again.");
            case Problem.NotTheServiceToken() ->
                    Problems.reply(
                            401,
                            "unauthenticated",
                            "Not a service of this installation.",
                            "The service token is needed.");
            case Problem.TooManyAttempts(var wait) -> tooManyAttempts(wait);
            case Problem.Busy() -> busy();
            case Problem.EmailTaken() ->
                    conflict(
                            "email-taken",
                            "The e-mail is taken.",
                            "Another account has this e-mail.",
                            new FieldError("email", "is already in use"));
            case Problem.LastAdmin() ->
                    Problems.reply(
                            409,
                            "last-admin",
                            "An admin must remain.",
                            "This is the last enabled admin. Make another one first.");
            case Problem.KeyIsOver(var state) ->
                    Problems.reply(
                            409,
                            "key-" + state,
                            "The key is " + state + ".",
                            "A key that is " + state + " does not take this change.");
            case Problem.Stale(var current, var byHeader) -> stale(current, byHeader);
        };
    }

    private static RestResponse<ProblemBody> tooManyAttempts(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return retryAfter(
                seconds,
                Problems.reply(
                        429,
                        "too-many-attempts",
                        "Too many attempts.",
                        "Try again in " + seconds + " s."));
    }

    private static RestResponse<ProblemBody> busy() {
        return retryAfter(
                1, Problems.reply(503, "busy", "Too many sign-ins at once.", "Try again."));
    }

    private static RestResponse<ProblemBody> stale(long current, boolean byHeader) {
        var detail = "The current version is " + current + ". Read it again and repeat the change.";
        return byHeader
                ? Problems.reply(412, "stale-version", "It was changed meanwhile.", detail)
                : conflict(
                        "stale-version",
                        "It was changed meanwhile.",
                        detail,
                        new FieldError("version", "is not the current one"));
    }

    private static RestResponse<ProblemBody> conflict(
            String code, String title, String detail, FieldError field) {
        return Problems.reply(409, code, title, detail, List.of(field));
    }

    private static RestResponse<ProblemBody> retryAfter(
            long seconds, RestResponse<ProblemBody> reply) {
        return RestResponse.ResponseBuilder.fromResponse(reply)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .build();
    }
}
