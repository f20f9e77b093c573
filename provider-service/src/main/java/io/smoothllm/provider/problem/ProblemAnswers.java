package io.smoothllm.provider.problem;

import io.smoothllm.kit.problem.Problems;
import io.smoothllm.model.error.ProblemBody;
import io.smoothllm.model.error.ProblemBody.FieldError;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

class ProblemAnswers {
    @ServerExceptionMapper
    public RestResponse<ProblemBody> say(ProblemException e) {
        return switch (e.problem()) {
            case Problem.Invalid(var errors) -> Problems.invalid(errors);
            case Problem.NotFound(var what) -> Problems.notFound(what);
            case Problem.NotYours() -> notYours();
            case Problem.NameTaken(var field) -> nameTaken(field);
            case Problem.Stale(var current) -> stale(current);
            case Problem.UsedByRoutes(var what, var routes, var unseen) ->
                    usedByRoutes(what, routes, unseen);
        };
    }

    private static RestResponse<ProblemBody> notYours() {
        return Problems.reply(
                403, "forbidden", "Not allowed.", "It is shared; only an admin can change it.");
    }

    private static RestResponse<ProblemBody> nameTaken(String field) {
        return Problems.reply(
                409,
                "name-taken",
                "The name is taken.",
                "Shared names are everyone's, private ones their owner's.",
                List.of(new FieldError(field, "is already in use")));
    }

    private static RestResponse<ProblemBody> stale(long current) {
        return Problems.reply(
                409,
                "stale-version",
                "It was changed meanwhile.",
                "The current version is " + current + ". Read it again, then change that.",
                List.of(new FieldError("version", "is not the current one")));
    }

    private static RestResponse<ProblemBody> usedByRoutes(
            String what, List<String> routes, int unseen) {
        var names = String.join(", ", routes);
        var more = unseen == 0 ? "" : (routes.isEmpty() ? "" : " and ") + unseen + " private";
        return Problems.reply(
                409,
                "used-by-routes",
                "Routes use it.",
                "The " + what + " is used by " + names + more + ". Change these routes first.");
    }
}
