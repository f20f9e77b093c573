package io.smoothllm.proxy.door;

import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.TextSample;
import io.smoothllm.proxy.metering.Meter;
import io.smoothllm.proxy.metering.Used;
import io.smoothllm.proxy.problem.Problem;
import java.util.function.Supplier;

/// Says in the books how a call ended and what it used: what the provider counted, or what can be
/// told from the texts that went by. The table of all endings is in docs/ledger.md.
final class Settlement {
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private final ClientRequest request;
    private final Meter meter;
    private final Estimates estimates;

    Settlement(ClientRequest request, Meter meter, Estimates estimates) {
        this.request = request;
        this.meter = meter;
        this.estimates = estimates;
    }

    /// @param counted null when the provider did not
    void succeeded(int httpStatus, TokenCounts counted, Supplier<TextSample> content) {
        var used = counted == null ? estimated(content.get()) : Used.counted(counted);
        meter.settle(CallStatus.SUCCEEDED, httpStatus, null, used);
    }

    /// Broken off after the client had its first byte.
    void broken(Attempt attempt, Problem problem, int httpStatus) {
        meter.settle(CallStatus.STREAM_BROKEN, httpStatus, codeOf(problem), soFar(attempt));
    }

    /// Before the client had anything.
    void failed(Attempt attempt, Problem problem, int httpStatus) {
        var status =
                problem instanceof Problem.Refusal ? CallStatus.REFUSED : CallStatus.UPSTREAM_ERROR;
        meter.settle(
                status,
                httpStatus,
                codeOf(problem),
                mayBeBilled(attempt, problem) ? usedUntil(attempt, problem) : Used.NOTHING);
    }

    void clientGone(Attempt attempt) {
        meter.settle(CallStatus.CLIENT_GONE, CLIENT_CLOSED_REQUEST, "client_gone", soFar(attempt));
    }

    void shutDown(Attempt attempt, int httpStatus) {
        meter.settle(CallStatus.INTERRUPTED, httpStatus, "shutting_down", soFar(attempt));
    }

    /// Whether a failed attempt may stand on the provider's bill: it counted tokens, or got all of
    /// the request and did not refuse it.
    static boolean mayBeBilled(Attempt attempt, Problem problem) {
        return attempt.counted() != null
                || attempt.isUnderWay()
                        && switch (problem) {
                            case Problem.UpstreamProblem theirs -> theirs.mayBeBilled();
                            case Problem.Internal() -> true;
                            case Problem.Refusal _ -> false;
                        };
    }

    /// What nobody can read has no tokens that could be told from it.
    private Used usedUntil(Attempt attempt, Problem problem) {
        return problem instanceof Problem.Garbled
                ? unfinished(attempt.counted(), new TextSample())
                : soFar(attempt);
    }

    private Used soFar(Attempt attempt) {
        return attempt.counted() == null && !attempt.isUnderWay()
                ? Used.NOTHING
                : unfinished(attempt.counted(), attempt.content());
    }

    /// A provider that counts as it goes may not have counted the last of what it said.
    private Used unfinished(TokenCounts counted, TextSample content) {
        if (counted == null) {
            return estimated(content);
        }
        long output = estimates.of(content);
        return output <= counted.output()
                ? Used.counted(counted)
                : Used.estimated(
                        new TokenCounts(
                                counted.input(),
                                counted.cachedInput(),
                                counted.cacheWrite(),
                                counted.cacheWriteHour(),
                                output,
                                counted.reasoning()));
    }

    private Used estimated(TextSample content) {
        var input = request.input();
        return input == null
                ? Used.NOTHING
                : Used.estimated(
                        new TokenCounts(estimates.of(input), 0, 0, estimates.of(content), 0));
    }

    private static String codeOf(Problem problem) {
        return problem instanceof Problem.UpstreamProblem theirs
                ? theirs.label()
                : problem.getClass().getSimpleName();
    }
}
