package io.smoothllm.bench.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// JSON over HTTP, as an operator with an access token, or as nobody.
public final class Api {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI address;
    private final String token;

    private Api(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /// Without credentials.
    public static Api at(URI address) {
        return new Api(address, null);
    }

    public static Api as(URI address, String token) {
        return new Api(address, token);
    }

    static Api signIn(URI address, String email, String password) {
        var session =
                at(address)
                        .post("/api/v1/auth/login", Map.of("email", email, "password", password));
        return new Api(address, session.path("accessToken").asText());
    }

    /// Connects a provider with one model: 0.15 dollars a million tokens in, 0.60 out.
    public void connect(String name, String dialect, String url, String model, String upstream) {
        var priced =
                Map.of(
                        "name",
                        model,
                        "upstreamName",
                        upstream,
                        "inputPrice",
                        "0.15",
                        "outputPrice",
                        "0.60");
        post(
                "/api/v1/providers",
                Map.of(
                        "name", name,
                        "dialect", dialect,
                        "baseUrl", url,
                        "apiKey", "sk-for-the-simulator-only",
                        "models", List.of(priced)));
    }

    public JsonNode get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public JsonNode post(String path, Object body) {
        return send("POST", path, BodyPublishers.ofByteArray(Wire.write(body)));
    }

    public JsonNode put(String path, Object body) {
        return send("PUT", path, BodyPublishers.ofByteArray(Wire.write(body)));
    }

    /// @throws IllegalStateException when the answer is no success
    private JsonNode send(String method, String path, BodyPublisher body) {
        var request =
                HttpRequest.newBuilder(address.resolve(path))
                        .timeout(LIMIT)
                        .header("Content-Type", "application/json")
                        .method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(
                        "%s %s was answered %d %s"
                                .formatted(
                                        method,
                                        path,
                                        answer.statusCode(),
                                        new String(answer.body(), StandardCharsets.UTF_8)));
            }
            return answer.body().length == 0 ? null : Wire.read(answer.body(), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
