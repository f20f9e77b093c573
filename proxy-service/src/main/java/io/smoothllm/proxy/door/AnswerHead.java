package io.smoothllm.proxy.door;

import io.smoothllm.proxy.routing.Candidate;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/// The head of what a client is answered: who gave it, and what it is.
final class AnswerHead {
    private static final CharSequence EVENT_STREAM =
            HttpHeaders.createOptimized("text/event-stream; charset=utf-8");

    /// What of a provider's head goes on with an answer that is no stream of events.
    private static final List<CharSequence> PASSED =
            List.of(
                    HttpHeaders.CONTENT_TYPE,
                    HttpHeaders.CONTENT_LENGTH,
                    HttpHeaders.CONTENT_ENCODING,
                    HttpHeaders.createOptimized("content-disposition"));

    private AnswerHead() {}

    /// @param ignored what the client asked for and does not get
    static void describe(
            HttpServerResponse client, Candidate candidate, int attempts, List<String> ignored) {
        client.putHeader("x-smoothllm-provider", HeaderText.of(candidate.provider().name()))
                .putHeader("x-smoothllm-model", HeaderText.of(candidate.model().upstreamName()))
                .putHeader("x-smoothllm-attempts", Integer.toString(attempts));
        if (!ignored.isEmpty()) {
            client.putHeader("x-smoothllm-ignored", HeaderText.of(ignored));
        }
    }

    static void events(HttpServerResponse client) {
        client.putHeader(HttpHeaders.CONTENT_TYPE, EVENT_STREAM)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .setChunked(true);
    }

    /// As the provider described it.
    static void like(HttpClientResponse answer, HttpServerResponse client) {
        client.setStatusCode(answer.statusCode());
        for (var name : PASSED) {
            var value = answer.getHeader(name);
            if (value != null) {
                client.putHeader(name, value);
            }
        }
        client.setChunked(answer.getHeader(HttpHeaders.CONTENT_LENGTH) == null);
    }
}
