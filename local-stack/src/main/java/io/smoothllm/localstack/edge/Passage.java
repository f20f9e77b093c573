package io.smoothllm.localstack.edge;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.net.ConnectException;

/// The way of a call to a service and of its answer back, neither of them held up: what comes is
/// sent on, and nobody sends faster than the other side reads. Who hangs up ends the call.
///
/// Nothing limits how long a service may be silent: models think for minutes, and the services have
/// deadlines of their own.
final class Passage {
    /// Each stream of the proxy holds one.
    private static final int MOST_CONNECTIONS = 4_000;

    private static final int CONNECT_LIMIT_MS = 2_000;

    /// Below the services' own (30 min and more), so that no call meets a connection just closed.
    private static final int KEEP_IDLE_SECONDS = 60;

    private final HttpClient client;

    Passage(Vertx vertx) {
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(CONNECT_LIMIT_MS)
                                .setKeepAliveTimeout(KEEP_IDLE_SECONDS)
                                .setMaxHeaderSize(Edge.MAX_HEADER_BYTES),
                        new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
    }

    /// @param port of the service, on this machine
    void send(HttpServerRequest request, String service, int port) {
        var call = ProxyRequest.reverseProxy(request);
        describeCaller(request, call);
        var target =
                new RequestOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setMethod(request.method())
                        .setURI(request.uri());
        client.request(target)
                .compose(origin -> exchange(request, call, origin))
                .onFailure(problem -> sayThat(problem, request, call, service));
    }

    private static Future<Void> exchange(
            HttpServerRequest request, ProxyRequest call, HttpClientRequest origin) {
        if (request.response().closed()) {
            origin.reset();
            return Future.succeededFuture();
        }
        return call.send(origin).compose(Passage::answer);
    }

    private static Future<Void> answer(ProxyResponse answer) {
        answer.headers().remove(HttpHeaders.CONNECTION).remove(HttpHeaders.KEEP_ALIVE);
        return answer.send();
    }

    /// We are the outermost proxy, so whatever the caller says about earlier ones is not believed.
    private static void describeCaller(HttpServerRequest request, ProxyRequest call) {
        var headers = call.headers();
        headers.remove("Forwarded").remove(HttpHeaders.EXPECT);
        headers.set("X-Forwarded-For", request.remoteAddress().hostAddress());
        headers.set("X-Forwarded-Proto", "http");
        var host = request.getHeader(HttpHeaders.HOST);
        if (host != null) {
            headers.set("X-Forwarded-Host", host);
        }
    }

    private static void sayThat(
            Throwable problem, HttpServerRequest request, ProxyRequest call, String service) {
        var response = request.response();
        if (response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        call.release();
        if (problem instanceof ConnectException) {
            Refusals.unavailable(request, service);
        } else {
            Refusals.failed(request, service);
        }
    }
}
