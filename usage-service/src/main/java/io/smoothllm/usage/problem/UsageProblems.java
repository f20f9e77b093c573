package io.smoothllm.usage.problem;

import io.smoothllm.kit.problem.Problems;
import io.smoothllm.model.error.ProblemBody;
import io.smoothllm.usage.problem.UsageProblem.ForeignUsage;
import io.smoothllm.usage.problem.UsageProblem.InvalidFields;
import io.smoothllm.usage.problem.UsageProblem.InvalidParameter;
import io.smoothllm.usage.problem.UsageProblem.KeyReused;
import io.smoothllm.usage.problem.UsageProblem.TooManyExports;
import io.smoothllm.usage.problem.UsageProblem.UnknownRequest;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

class UsageProblems {
    @ServerExceptionMapper
    public RestResponse<ProblemBody> say(UsageProblemException e) {
        return switch (e.problem()) {
            case InvalidParameter(var parameter, var message) ->
                    Problems.invalid(parameter, message);
            case InvalidFields(var errors) -> Problems.invalid(errors);
            case KeyReused() ->
                    Problems.reply(
                            409,
                            "idempotency-key-reused",
                            "The key was used before.",
                            "Idempotency-Key stands for another request; take a new one.");
            case ForeignUsage() ->
                    Problems.reply(
                            403,
                            "forbidden",
                            "Not allowed.",
                            "userId names someone else; only admins see the usage of others.");
            case TooManyExports() ->
                    Problems.reply(
                            429,
                            "too-many-exports",
                            "Too many exports.",
                            "Others are being exported now; try again when one of them is done.");
            case UnknownRequest() -> Problems.notFound("request");
        };
    }
}
