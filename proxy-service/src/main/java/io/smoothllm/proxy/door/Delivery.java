package io.smoothllm.proxy.door;

import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.Conversation;
import io.smoothllm.proxy.dialect.WholeAnswer;
import io.smoothllm.proxy.metering.Meter;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Candidate;
import io.smoothllm.proxy.upstream.Downloads;
import io.smoothllm.proxy.upstream.UpstreamClient;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// Brings one call to its candidates, one after the other, until one answers, and the answer back.
/// Once the client has its first byte there is no other candidate any more. However it ends, the
/// [Settlement] is told, once for each attempt that may be billed and once in any case.
final class Delivery implements Attempt.Outcome {
    private static final int OK = 200;
    private static final int SERVICE_UNAVAILABLE = 503;

    /// @param problem without the provider's credential
    private record Failure(Attempt attempt, Problem problem) {}

    private final Exchange exchange;
    private final HttpServerResponse client;
    private final ClientRequest request;
    private final Iterator<Candidate> candidates;
    private final Meter meter;
    private final Settlement books;
    private final Function<Candidate, Conversation> conversations;
    private final UpstreamClient upstream;
    private final Downloads downloads;
    private final Consumer<Delivery> whenOver;
    private Attempt attempt;

    /// Of the last candidate that was called and failed; null while none has.
    private Failure earlier;

    private boolean over;

    /// @param conversations how the request is put to a candidate
    Delivery(
            Exchange exchange,
            ClientRequest request,
            List<Candidate> plan,
            Meter meter,
            Function<Candidate, Conversation> conversations,
            UpstreamClient upstream,
            Estimates estimates,
            Downloads downloads,
            Consumer<Delivery> whenOver) {
        this.exchange = exchange;
        this.client = exchange.response();
        this.request = request;
        this.candidates = plan.iterator();
        this.meter = meter;
        this.books = new Settlement(request, meter, estimates);
        this.conversations = conversations;
        this.upstream = upstream;
        this.downloads = downloads;
        this.whenOver = whenOver;
    }

    void start() {
        client.closeHandler(_ -> clientGone());
        client.exceptionHandler(_ -> clientGone());
        next();
        if (client.closed()) {
            clientGone(); // before anybody listened
        }
    }

    private void next() {
        attempt = new Attempt(candidates.next(), exchange, request.streamed(), upstream, this);
        attempt.start(conversations, downloads);
    }

    @Override
    public Future<Void> calling() {
        return meter.attempt(attempt.candidate());
    }

    @Override
    public void answered(WholeAnswer said) {
        if (over) {
            return;
        }
        meter.firstToken();
        books.succeeded(OK, said.tokens(), said::content);
        over();
        describe(attempt);
        if (request.streamed()) {
            AnswerHead.events(client);
            client.end(said.body());
        } else {
            exchange.json(said.body());
        }
    }

    @Override
    public void starting() {
        describe(attempt);
        if (attempt.stream().isEvents()) {
            AnswerHead.events(client);
        } else {
            AnswerHead.like(attempt.head(), client);
        }
    }

    @Override
    public void contentSeen() {
        meter.firstToken();
    }

    @Override
    public void completed() {
        if (over) {
            return;
        }
        if (!client.headWritten()) {
            starting(); // an answer without a byte in it
        }
        var answer = attempt.stream();
        books.succeeded(client.getStatusCode(), answer.tokens(), answer::content);
        over();
        client.end();
    }

    /// Before the first byte another candidate may do better; after it, the client is told in the
    /// stream, and never sees what looks like a finish.
    @Override
    public void broken(Problem problem) {
        if (!client.headWritten()) {
            failed(problem);
        } else if (!over) {
            books.broken(attempt, problem, client.getStatusCode());
            over();
            breakOff(attempt.candidate().provider().redacted(problem));
        }
    }

    private void breakOff(Problem problem) {
        var answer = attempt.stream();
        if (answer.isEvents()) {
            client.end(answer.lastWords(problem, exchange.dialect()));
        } else {
            exchange.cut();
        }
    }

    @Override
    public void failed(Problem problem) {
        if (over) {
            return;
        }
        attempt.cancel();
        var failure = new Failure(attempt, attempt.candidate().provider().redacted(problem));
        if (candidates.hasNext() && attempt.isRepeatable() && mayBeBetterElsewhere(problem)) {
            if (Settlement.mayBeBilled(attempt, problem)) {
                settle(failure); // a row of its own
            }
            note(failure);
            next();
        } else {
            giveUp(failure);
        }
    }

    private static boolean mayBeBetterElsewhere(Problem problem) {
        return switch (problem) {
            case Problem.UpstreamProblem theirs -> theirs.mayBeBetterElsewhere();
            case Problem.JournalFull() -> false;
            case Problem.Refusal _, Problem.Internal _ -> true;
        };
    }

    private void note(Failure failure) {
        if (!(failure.problem instanceof Problem.Refusal)) {
            earlier = failure;
        }
    }

    /// That the last candidate cannot be asked such a thing is no news to a client whose request
    /// was understood by another one.
    private void giveUp(Failure last) {
        boolean cannotBeAsked =
                last.problem instanceof Problem.Refusal
                        && !(last.problem instanceof Problem.JournalFull);
        var told = cannotBeAsked && earlier != null ? earlier : last;
        settle(told);
        over();
        describe(told.attempt);
        if (told.problem instanceof Problem.Refusal) {
            exchange.refuse(new ProblemException(told.problem));
        } else {
            exchange.answer(told.problem);
        }
    }

    private void settle(Failure failure) {
        int status = exchange.dialect().say(failure.problem).status();
        books.failed(failure.attempt, failure.problem, status);
    }

    private void clientGone() {
        if (!over) {
            abandon();
            books.clientGone(attempt);
            over();
        }
    }

    /// The proxy ends before the call does.
    void shutDown() {
        if (over) {
            return;
        }
        abandon();
        boolean begun = client.headWritten();
        books.shutDown(attempt, begun ? client.getStatusCode() : SERVICE_UNAVAILABLE);
        over();
        if (begun) {
            breakOff(new Problem.ShuttingDown());
        } else {
            exchange.answer(new Problem.ShuttingDown());
        }
    }

    private void abandon() {
        downloads.cancel();
        attempt.cancel();
    }

    private void over() {
        over = true;
        request.release();
        whenOver.accept(this);
    }

    private void describe(Attempt of) {
        AnswerHead.describe(client, of.candidate(), meter.attempts(), of.ignored());
    }
}
