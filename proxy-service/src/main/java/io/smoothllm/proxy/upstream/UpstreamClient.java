package io.smoothllm.proxy.upstream;

import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.Upload;
import io.smoothllm.proxy.routing.Provider;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Connections to providers. Redirects are not followed: a provider that sends the credential
/// elsewhere is not obeyed.
@ApplicationScoped
public class UpstreamClient {
    /// A client that sends none of its own leaves it to us: a provider's support finds the call by
    /// what is in our ledger.
    private static final String REQUEST_ID = "X-Client-Request-Id";

    /// What of the client's own headers goes on. The User-Agent goes unchanged; a client that sends
    /// none leaves none.
    private static final List<String> PASSED =
            List.of("User-Agent", "Accept", "OpenAI-Beta", "Idempotency-Key", REQUEST_ID);

    private static final String SDK_TELEMETRY = "x-stainless-";

    private final Vertx vertx;
    private final Destinations destinations;
    private final UpstreamConfig config;
    private final HttpClient client;
    private final HttpClient unshared;
    private final Set<HttpConnection> used = ConcurrentHashMap.newKeySet();

    UpstreamClient(Vertx vertx, Destinations destinations, UpstreamConfig config) {
        this.vertx = vertx;
        this.destinations = destinations;
        this.config = config;
        this.client = vertx.createHttpClient(settings(config));
        this.unshared = vertx.createHttpClient(settings(config).setKeepAlive(false));
    }

    private static HttpClientOptions settings(UpstreamConfig config) {
        return new HttpClientOptions()
                .setMaxPoolSize(config.maxConnections())
                .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                .setMaxHeaderSize(64 * 1024)
                // Asked for or not: some servers compress regardless.
                .setDecompressionSupported(true);
    }

    /// One attempt; nothing is sent before [UpstreamCall#start].
    ///
    /// @param upload the body when it is not in `outgoing`; null = it is. One that cannot be sent
    ///     again gets a connection of its own, since one from the pool may turn out to be stale
    /// @param requestId ours
    public UpstreamCall call(
            Provider provider,
            Outgoing outgoing,
            Upload upload,
            MultiMap clientHeaders,
            String requestId) {
        return new UpstreamCall(
                vertx,
                this,
                provider,
                outgoing,
                upload,
                headers(provider, outgoing, clientHeaders, requestId),
                config.maxAnswer().asLongValue());
    }

    Future<HttpClientRequest> connect(
            Provider provider, Outgoing outgoing, boolean shared, MultiMap headers) {
        var base = provider.entry().baseUrl();
        return destinations
                .of(base.getHost())
                .compose(
                        address ->
                                (shared ? client : unshared)
                                        .request(
                                                options(
                                                        provider, base, address, outgoing,
                                                        headers)));
    }

    /// Whether the connection served a call before: such a one may have been closed by the provider
    /// while we were writing to it.
    boolean isReused(HttpConnection connection) {
        if (!used.add(connection)) {
            return true;
        }
        connection.closeHandler(_ -> used.remove(connection));
        connection.exceptionHandler(_ -> {}); // whoever waits for an answer is told
        return false;
    }

    private RequestOptions options(
            Provider provider, URI base, InetAddress address, Outgoing outgoing, MultiMap headers) {
        boolean tls = "https".equalsIgnoreCase(base.getScheme());
        int port = base.getPort() > 0 ? base.getPort() : tls ? 443 : 80;
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(base.getHost())
                .setPort(port)
                .setSsl(tls)
                .setFollowRedirects(false)
                .setConnectTimeout(provider.entry().timeouts().connect().toMillis())
                .setURI(base.getRawPath() + outgoing.path())
                .setHeaders(headers);
    }

    /// Later ones win: what the dialect needs before what the operator added before the client's.
    private static MultiMap headers(
            Provider provider, Outgoing outgoing, MultiMap clientHeaders, String requestId) {
        var headers = MultiMap.caseInsensitiveMultiMap().set(REQUEST_ID, requestId);
        for (var name : PASSED) {
            var value = clientHeaders.get(name);
            if (value != null) {
                headers.set(name, value);
            }
        }
        for (var header : clientHeaders) {
            if (header.getKey().regionMatches(true, 0, SDK_TELEMETRY, 0, SDK_TELEMETRY.length())) {
                headers.set(header.getKey(), header.getValue());
            }
        }
        headers.set("Content-Type", "application/json").set("Accept-Encoding", "identity");
        provider.entry().headers().forEach(headers::set);
        outgoing.headers().forEach(headers::set);
        return headers;
    }

    @PreDestroy
    void close() {
        client.close();
        unshared.close();
    }
}
