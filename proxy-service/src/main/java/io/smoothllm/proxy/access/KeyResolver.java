package io.smoothllm.proxy.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smoothllm.model.Wire;
import io.smoothllm.model.key.KeyGrant;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Asks keys-service for a key the view has not seen: one made a moment ago, or none at all. What
/// it does not know is not asked again for a while, and only so many questions are open at a time,
/// so made-up keys cannot be used to flood it.
@ApplicationScoped
class KeyResolver {
    private static final Logger LOG = Logger.getLogger(KeyResolver.class);
    private static final int MAX_ANSWER = 256 * 1024;

    private final AccessConfig config;
    private final URI question;
    private final String serviceToken;
    private final KeyView view;
    private final HttpClient client;
    private final Cache<ByteBuffer, Boolean> unknown;
    private final AtomicInteger open = new AtomicInteger();

    /// @param keysService where a key can be asked for that the view does not know yet
    /// @param serviceToken what this service shows to others
    KeyResolver(
            AccessConfig config,
            @ConfigProperty(
                            name = "smoothllm.keys-service.url",
                            defaultValue = "http://localhost:8082")
                    URI keysService,
            @ConfigProperty(name = "smoothllm.service-token") String serviceToken,
            KeyView view,
            Vertx vertx) {
        this.config = config;
        this.question = keysService.resolve("/internal/keys/resolve");
        this.serviceToken = serviceToken;
        this.view = view;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions().setMaxPoolSize(config.maxResolves()));
        this.unknown =
                Caffeine.newBuilder()
                        .maximumSize(10_000)
                        .expireAfterWrite(config.unknownKeyTtl())
                        .build();
    }

    /// @param hash SHA-256 of the key
    /// @return the key's grant; fails with [Problem.InvalidKey] or [Problem.KeyCheckUnavailable]
    Future<Caller> resolve(byte[] hash) {
        if (unknown.getIfPresent(ByteBuffer.wrap(hash)) != null) {
            return Future.failedFuture(new ProblemException(new Problem.InvalidKey()));
        }
        if (open.incrementAndGet() > config.maxResolves()) {
            open.decrementAndGet();
            return Future.failedFuture(new ProblemException(new Problem.KeyCheckUnavailable()));
        }
        return client.request(question())
                .compose(request -> request.send(Buffer.buffer(Wire.write(Map.of("sha256", hash)))))
                .compose(this::body)
                .compose(answer -> admit(answer, hash))
                .timeout(config.resolveTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(this::unavailable)
                .onComplete(_ -> open.decrementAndGet());
    }

    private RequestOptions question() {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(question.toString())
                .setConnectTimeout(config.resolveTimeout().toMillis())
                .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + serviceToken)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    }

    private record Answer(int status, Buffer body) {}

    private Future<Answer> body(HttpClientResponse response) {
        return response.body().map(body -> new Answer(response.statusCode(), body));
    }

    private Future<Caller> admit(Answer answer, byte[] hash) {
        if (answer.status() == 404) {
            unknown.put(ByteBuffer.wrap(hash), true);
            return Future.failedFuture(new ProblemException(new Problem.InvalidKey()));
        }
        if (answer.status() != 200 || answer.body().length() > MAX_ANSWER) {
            return Future.failedFuture(
                    new IllegalStateException("keys-service answered " + answer.status()));
        }
        var caller = view.adopt(Wire.read(answer.body().getBytes(), KeyGrant.class));
        return caller == null
                ? Future.failedFuture(new ProblemException(new Problem.InvalidKey()))
                : Future.succeededFuture(caller);
    }

    private Future<Caller> unavailable(Throwable e) {
        if (e instanceof ProblemException) {
            return Future.failedFuture(e);
        }
        LOG.warnf("A key could not be looked up: %s", e.toString());
        return Future.failedFuture(new ProblemException(new Problem.KeyCheckUnavailable()));
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
