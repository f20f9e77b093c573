package io.smoothllm.provider.connectivity;

import io.smoothllm.provider.upstream.UpstreamResolver;
import io.smoothllm.provider.upstream.UpstreamResolver.Resolution;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// One request and its whole answer, over a connection to an address that was judged before. The
/// name goes only into the Host header and the TLS handshake, so it cannot change its meaning
/// between the look and the leap.
@ApplicationScoped
class PinnedHttp {
    static final int MAX_BODY = 2 * 1024 * 1024;

    private final HttpClient client;
    private final UpstreamResolver resolver;

    PinnedHttp(Vertx vertx, UpstreamResolver resolver) {
        this.resolver = resolver;
        this.client =
                vertx.httpClientBuilder()
                        .with(
                                new HttpClientOptions()
                                        .setKeepAlive(false)
                                        .setMaxPoolSize(64)
                                        .setMaxHeaderSize(32 * 1024))
                        .withConnectHandler(c -> c.exceptionHandler(PinnedHttp::alreadyKnown))
                        .build();
    }

    /// What goes wrong on a connection fails the future that we wait for, too. Without a handler
    /// Vert.x would log it, and with it what a provider that speaks no HTTP repeats of the request.
    private static void alreadyKnown(Throwable failure) {}

    @PreDestroy
    void close() {
        client.close();
    }

    Answer send(Call call, Deadline deadline) throws TroubleException, InterruptedException {
        var request = connect(call, judged(call, deadline), deadline);
        call.headers().forEach(request::putHeader);
        request.exceptionHandler(PinnedHttp::alreadyKnown);
        boolean done = false;
        try {
            // Before anything is sent: a quick answer would run past a reader that comes later.
            var whole = request.response().compose(PinnedHttp::whole);
            send(request, call.body());
            var answer = await(whole, deadline);
            done = true;
            return answer;
        } catch (ExecutionException e) {
            throw new TroubleException(troubleOf(e.getCause()));
        } finally {
            if (!done) {
                request.reset();
            }
        }
    }

    /// A failure to send fails the response, too.
    private static void send(HttpClientRequest request, String body) {
        if (body == null) {
            request.end();
        } else {
            request.putHeader("Content-Type", "application/json").end(body);
        }
    }

    private List<InetAddress> judged(Call call, Deadline deadline)
            throws TroubleException, InterruptedException {
        return switch (resolver.resolve(call.target().host(), deadline.left())) {
            case Resolution.Allowed(var addresses) -> addresses;
            case Resolution.Refused() -> throw new TroubleException(Trouble.ADDRESS_REFUSED);
            case Resolution.Unknown() -> throw new TroubleException(Trouble.UNKNOWN_HOST);
            case Resolution.TooSlow() -> throw new TroubleException(Trouble.TIMEOUT);
        };
    }

    /// The first address that takes a connection: a host may have IPv6 without a way to it. Each
    /// gets an equal share of the time, so that one that swallows packets leaves some to the next.
    private HttpClientRequest connect(Call call, List<InetAddress> addresses, Deadline deadline)
            throws TroubleException, InterruptedException {
        var trouble = Trouble.UNREACHABLE;
        for (int i = 0; i < addresses.size(); i++) {
            var share = deadline.left().dividedBy(addresses.size() - i);
            var connecting = client.request(options(call, addresses.get(i), share));
            try {
                return await(connecting, deadline);
            } catch (ExecutionException e) {
                trouble = troubleOf(e.getCause());
            } catch (TroubleException e) {
                connecting.onSuccess(HttpClientRequest::reset); // It may still come, unwanted.
                throw e;
            }
        }
        throw new TroubleException(trouble);
    }

    /// The address as digits: given a name, Vert.x would resolve it again.
    private static RequestOptions options(Call call, InetAddress address, Duration patience) {
        var target = call.target();
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(target.port(), address.getHostAddress()))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.isTls())
                .setMethod(call.body() == null ? HttpMethod.GET : HttpMethod.POST)
                .setURI(target.uri().getRawPath() + call.path())
                .setConnectTimeout(Math.max(1, patience.toMillis()))
                .setFollowRedirects(false);
    }

    private static Future<Answer> whole(HttpClientResponse response) {
        var answer = Promise.<Answer>promise();
        var body = Buffer.buffer();
        response.exceptionHandler(answer::tryFail);
        response.endHandler(
                _ ->
                        answer.tryComplete(
                                new Answer(
                                        response.statusCode(),
                                        response.getHeader("Content-Type"),
                                        body)));
        response.handler(
                chunk -> {
                    if (body.length() + chunk.length() > MAX_BODY) {
                        answer.tryFail(new TroubleException(Trouble.TOO_LARGE));
                    } else {
                        body.appendBuffer(chunk);
                    }
                });
        return answer.future();
    }

    private static <T> T await(Future<T> future, Deadline deadline)
            throws TroubleException, InterruptedException, ExecutionException {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TroubleException(Trouble.TIMEOUT);
        }
    }

    private static Trouble troubleOf(Throwable failure) {
        return switch (failure) {
            case TroubleException e -> e.trouble();
            case SSLException _ -> Trouble.TLS;
            case io.netty.channel.ConnectTimeoutException _ -> Trouble.TIMEOUT;
            case ConnectException _ -> Trouble.CONNECTION_REFUSED;
            case java.net.SocketException e ->
                    "Connection reset".equals(e.getMessage())
                            ? Trouble.CLOSED_EARLY
                            : Trouble.UNREACHABLE;
            case HttpClosedException _ -> Trouble.CLOSED_EARLY;
            case java.io.IOException _ -> Trouble.CLOSED_EARLY;
            default -> Trouble.NOT_HTTP;
        };
    }
}
