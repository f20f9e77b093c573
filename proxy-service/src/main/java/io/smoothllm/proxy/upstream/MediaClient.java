package io.smoothllm.proxy.upstream;

import io.smoothllm.model.catalog.UpstreamAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;

/// Connections to wherever clients' pictures and documents are. Nothing is kept between two of
/// them, and nothing of a client's or of ours is sent along.
@ApplicationScoped
public class MediaClient {
    private static final int MOST_FROM_ONE_HOST = 50;

    private final Vertx vertx;
    private final Destinations destinations;
    private final MediaConfig config;
    private final UpstreamAddresses allowed;
    private final HttpClient client;

    MediaClient(Vertx vertx, Destinations destinations, MediaConfig config) {
        this.vertx = vertx;
        this.destinations = destinations;
        this.config = config;
        this.allowed = new UpstreamAddresses(config.allowPrivate());
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setKeepAlive(false)
                                .setMaxPoolSize(MOST_FROM_ONE_HOST)
                                // Unpacking is how small files grow beyond all limits.
                                .setDecompressionSupported(false));
    }

    /// For one request.
    public Downloads downloads() {
        return new Downloads(vertx, this, config);
    }

    /// @param uri http or https, with a host
    Future<HttpClientRequest> connect(URI uri) {
        return destinations
                .of(uri.getHost(), allowed)
                .compose(address -> client.request(options(uri, address)));
    }

    private RequestOptions options(URI uri, InetAddress address) {
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(tls)
                .setFollowRedirects(false)
                .setConnectTimeout(config.connectTimeout().toMillis())
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                // Some sites answer nobody who does not say who is asking.
                .putHeader("User-Agent", "smooth-llm-proxy")
                .putHeader("Accept", "image/*, application/pdf, text/plain")
                .putHeader("Accept-Encoding", "identity");
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
