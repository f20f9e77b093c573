package io.smoothllm.provider.connectivity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.smoothllm.provider.provider.Upstream;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Tries a provider: its model list, and where there is none, one token of its first model.
@ApplicationScoped
class Connectivity {
    private static final int MAX_NAMES = 5_000;
    private static final int MAX_NAME = 200;

    private final PinnedHttp http;
    private final ConnectivityConfig config;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final Semaphore places;

    Connectivity(
            PinnedHttp http, ConnectivityConfig config, ObjectMapper json, MeterRegistry metrics) {
        this.http = http;
        this.config = config;
        this.json = json;
        this.metrics = metrics;
        this.places = new Semaphore(config.maxConcurrent());
    }

    ConnectivityResult test(Upstream upstream) throws InterruptedException {
        long start = System.nanoTime();
        var result = attempt(upstream, start);
        metrics.timer(
                        "smoothllm.connectivity.tests",
                        "dialect",
                        upstream.dialect().name(),
                        "outcome",
                        result.ok() ? "ok" : result.error().code())
                .record(Duration.ofNanos(System.nanoTime() - start));
        return result;
    }

    private ConnectivityResult attempt(Upstream upstream, long start) throws InterruptedException {
        var deadline = Deadline.in(config.timeout());
        if (!places.tryAcquire()) {
            return ConnectivityResult.failed(start, Trouble.BUSY);
        }
        try {
            return ConnectivityResult.reached(start, models(upstream, deadline));
        } catch (TroubleException e) {
            return ConnectivityResult.failed(start, e.trouble());
        } finally {
            places.release();
        }
    }

    private List<String> models(Upstream upstream, Deadline deadline)
            throws TroubleException, InterruptedException {
        var list = http.send(Probe.modelList(upstream), deadline);
        if (!list.isMissing()) {
            return names(upstream, list);
        }
        if (upstream.models().isEmpty()) {
            throw new TroubleException(Trouble.NOT_FOUND);
        }
        var model = upstream.models().getFirst();
        var completion = http.send(Probe.oneToken(upstream, model), deadline);
        if (completion.isMissing()) {
            throw new TroubleException(Trouble.NO_SUCH_MODEL);
        }
        accepted(upstream, completion);
        return List.of(model);
    }

    private List<String> names(Upstream upstream, Answer answer) throws TroubleException {
        var names = Probe.names(upstream.dialect(), accepted(upstream, answer));
        if (names == null) {
            throw new TroubleException(Trouble.NOT_A_MODEL_LIST);
        }
        return names.stream()
                .limit(MAX_NAMES)
                .map(name -> scrub(upstream, name))
                .map(name -> cut(name, MAX_NAME))
                .toList();
    }

    /// The JSON of an answer that says yes.
    private JsonNode accepted(Upstream upstream, Answer answer) throws TroubleException {
        if (!answer.isSuccess()) {
            throw new TroubleException(troubleOf(upstream, answer));
        }
        if (answer.isHtml()) {
            throw new TroubleException(Trouble.HTML);
        }
        var body = parse(answer);
        // Some compatible servers say 200 to everything.
        if (!body.isContainerNode() || body.hasNonNull("error")) {
            throw new TroubleException(Trouble.NOT_A_MODEL_LIST);
        }
        return body;
    }

    private Trouble troubleOf(Upstream upstream, Answer answer) throws TroubleException {
        int status = answer.status();
        if (status == 401 || refusesGeminiKey(answer)) {
            boolean keyless = upstream.apiKey() == null || upstream.apiKey().isEmpty();
            return keyless ? Trouble.NO_KEY : Trouble.WRONG_KEY;
        }
        if (status == 403) {
            return Trouble.FORBIDDEN;
        }
        if (status == 429) {
            return Trouble.RATE_LIMITED;
        }
        if (status < 400) {
            return Trouble.redirect(status);
        }
        return status >= 500
                ? Trouble.serverError(status)
                : Trouble.refused(status, reason(upstream, answer));
    }

    /// Gemini says 400 to a bad key, and names it in the details.
    private static boolean refusesGeminiKey(Answer answer) {
        return answer.status() == 400 && answer.body().toString().contains("API_KEY_INVALID");
    }

    /// The provider's own words, if it has some: one line of plain text without its key.
    private String reason(Upstream upstream, Answer answer) throws TroubleException {
        if (answer.isHtml()) {
            return "";
        }
        var body = parse(answer);
        var error = body.path("error");
        var said = error.isTextual() ? error : error.path("message");
        var words = said.isTextual() ? said.asText() : body.path("message").asText("");
        return cut(scrub(upstream, words).replaceAll("[\\p{Cntrl}\\s]+", " ").strip(), 300);
    }

    private JsonNode parse(Answer answer) throws TroubleException {
        try {
            return json.readTree(answer.body().getBytes());
        } catch (JsonProcessingException e) {
            throw new TroubleException(Trouble.NOT_A_MODEL_LIST);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("Bytes in memory can be read", e);
        }
    }

    private static String scrub(Upstream upstream, String words) {
        return upstream.apiKey() == null ? words : upstream.apiKey().scrub(words);
    }

    private static String cut(String words, int length) {
        return words.length() <= length ? words : words.substring(0, length) + "…";
    }
}
