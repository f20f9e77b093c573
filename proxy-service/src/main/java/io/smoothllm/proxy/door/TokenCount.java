package io.smoothllm.proxy.door;

import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.Dialects;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.TokenQuestion;
import io.smoothllm.proxy.metering.TokenEstimate;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.smoothllm.proxy.upstream.UpstreamCall;
import io.smoothllm.proxy.upstream.UpstreamClient;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.Iterator;
import java.util.List;

/// One question for a count: put to the candidates that can be asked, guessed for the others.
final class TokenCount {
    private final Exchange exchange;
    private final TokenQuestion question;
    private final ClientRequest request;
    private final Iterator<Candidate> candidates;
    private final Dialects dialects;
    private final UpstreamClient upstream;
    private final TokenEstimate estimate;
    private int attempts;

    TokenCount(
            Exchange exchange,
            TokenQuestion question,
            ClientRequest request,
            List<Candidate> plan,
            Dialects dialects,
            UpstreamClient upstream,
            TokenEstimate estimate) {
        this.exchange = exchange;
        this.question = question;
        this.request = request;
        this.candidates = plan.iterator();
        this.dialects = dialects;
        this.upstream = upstream;
        this.estimate = estimate;
    }

    void next() {
        var candidate = candidates.next();
        attempts++;
        try {
            var outgoing = outgoing(candidate);
            if (outgoing == null) {
                guess(candidate);
            } else {
                ask(candidate, outgoing);
            }
        } catch (RuntimeException e) {
            failed(candidate, e);
        }
    }

    private Outgoing outgoing(Candidate candidate) {
        var endpoint =
                dialects.speaking(candidate).counting(exchange.dialect().protocol(), candidate);
        return endpoint == null ? null : question.outgoing(request, candidate, endpoint);
    }

    private void ask(Candidate candidate, Outgoing outgoing) {
        var call =
                upstream.call(
                        candidate.provider(),
                        outgoing,
                        null,
                        exchange.request().headers(),
                        exchange.id());
        exchange.response().closeHandler(_ -> call.cancel());
        call.start()
                .compose(head -> bodyOf(call, head).map(body -> checked(candidate, head, body)))
                .onSuccess(body -> say(candidate, body))
                .onFailure(failure -> failed(candidate, failure));
    }

    private static Future<Buffer> bodyOf(UpstreamCall call, HttpClientResponse head) {
        return head.statusCode() >= 400 ? call.failureBody(head) : call.body(head);
    }

    private Buffer checked(Candidate candidate, HttpClientResponse head, Buffer body) {
        if (head.statusCode() >= 400) {
            throw new ProblemException(
                    question.failure(candidate, head.statusCode(), head.headers(), body));
        }
        if (!question.isAnswer(body)) {
            throw new ProblemException(new Problem.Garbled(candidate.provider().name()));
        }
        return body;
    }

    /// Providers that speak the dialect but do not count are common: they have nothing there.
    private void failed(Candidate candidate, Throwable failure) {
        var problem = Exchange.problemOf(failure);
        boolean another =
                !(problem instanceof Problem.UpstreamProblem theirs)
                        || theirs.mayBeBetterElsewhere();
        if (problem instanceof Problem.Refused refused
                && (refused.status() == 404 || refused.status() == 405)) {
            guess(candidate);
        } else if (another && candidates.hasNext()) {
            next();
        } else {
            describe(candidate);
            exchange.answer(candidate.provider().redacted(problem));
        }
    }

    private void guess(Candidate candidate) {
        var content = question.content(request);
        exchange.response().putHeader("x-smoothllm-estimated", "true");
        say(candidate, question.answer(estimate.of(content.text()) + content.otherTokens()));
    }

    private void say(Candidate candidate, Buffer body) {
        if (!exchange.response().closed()) {
            describe(candidate);
            exchange.json(body);
        }
    }

    private void describe(Candidate candidate) {
        AnswerHead.describe(exchange.response(), candidate, attempts, List.of());
    }
}
