package io.smoothllm.usage.report;

import io.smoothllm.model.Money;
import io.smoothllm.usage.problem.UsageProblem.UnknownRequest;
import io.smoothllm.usage.problem.UsageProblemException;
import java.util.List;

/// What a client's one request became.
///
/// @param costUsd of all attempts together
/// @param attempts a request that fell back after a billed attempt has several
record RequestDetail(String requestId, Money costUsd, List<RecentCall> attempts) {
    static RequestDetail of(String requestId, List<RecentCall> attempts) {
        if (attempts.isEmpty()) {
            throw new UsageProblemException(new UnknownRequest());
        }
        var cost = attempts.stream().map(RecentCall::costUsd).reduce(Money.ZERO, Money::plus);
        return new RequestDetail(requestId, cost, attempts);
    }
}
