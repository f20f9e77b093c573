package io.smoothllm.keys.oidc;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jose4j.http.Response;
import org.jose4j.http.SimpleGet;
import org.jspecify.annotations.Nullable;

/// Calls to the issuer: encrypted, without redirects, of bounded number, time and size.
@ApplicationScoped
class IssuerHttp implements SimpleGet {
    /// What is said to them stays on this machine.
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final int MAX_ANSWER = 256 * 1024;

    /// At the same time. Anybody can make us call by coming back from a sign-in.
    private static final int MAX_CALLS = 20;

    private final OidcConfig config;
    private final HttpClient client;
    private final Semaphore free = new Semaphore(MAX_CALLS);

    IssuerHttp(OidcConfig config) {
        this.config = config;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(config.timeout())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /// @return the answer, whatever its status
    HttpResponse<byte[]> send(HttpRequest.Builder to) throws IOException {
        var request = to.setHeader("Accept", "application/json").build();
        requireEncryption(request.uri());
        if (!free.tryAcquire()) {
            throw new IOException("Too many calls at the same time");
        }
        try {
            return await(request);
        } finally {
            free.release();
        }
    }

    /// The request's own time-out would end with the head of the answer; this one is for all of it.
    private HttpResponse<byte[]> await(HttpRequest request) throws IOException {
        var answer =
                client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
        try {
            return answer.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("No whole answer within " + config.timeout(), e);
        } catch (ExecutionException e) {
            throw new IOException("No answer: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Stopped", e);
        } finally {
            answer.cancel(true);
        }
    }

    /// For the library that keeps the issuer's keys.
    @Override
    public Response get(String location) throws IOException {
        var answer = send(HttpRequest.newBuilder(URI.create(location)));
        return new Response(
                answer.statusCode(),
                "",
                answer.headers().map(),
                new String(answer.body(), StandardCharsets.UTF_8));
    }

    /// Whoever can change what we read from the issuer could sign in as anyone.
    private static void requireEncryption(URI address) throws IOException {
        if (!"https".equals(address.getScheme()) && !LOOPBACK.contains(address.getHost())) {
            throw new IOException("Not an https address");
        }
    }

    /// @return empty = it is none that can be called
    static Optional<URI> address(@Nullable String text) {
        try {
            var address = URI.create(text == null ? "" : text);
            return Optional.of(address)
                    .filter(it -> it.getHost() != null)
                    .filter(it -> "https".equals(it.getScheme()) || "http".equals(it.getScheme()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @PreDestroy
    void close() {
        client.shutdownNow();
    }
}
