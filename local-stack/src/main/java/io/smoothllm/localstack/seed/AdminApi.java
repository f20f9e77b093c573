package io.smoothllm.localstack.seed;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// `/api/v1` with someone's access token.
final class AdminApi implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private String token;

    AdminApi(URI address) {
        this.address = address;
    }

    void login(String email, String password) throws IOException, InterruptedException, ApiRefused {
        var session = post("/api/v1/auth/login", Map.of("email", email, "password", password));
        token = session.path("accessToken").asText();
    }

    JsonNode get(String path) throws IOException, InterruptedException, ApiRefused {
        return send("GET", path, BodyPublishers.noBody());
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException, ApiRefused {
        return send("POST", path, BodyPublishers.ofByteArray(Wire.write(body)));
    }

    JsonNode put(String path, Object body) throws IOException, InterruptedException, ApiRefused {
        return send("PUT", path, BodyPublishers.ofByteArray(Wire.write(body)));
    }

    /// Another bearer's view of the same address: a virtual key's, for example.
    AdminApi as(String bearer) {
        var other = new AdminApi(address);
        other.token = bearer;
        return other;
    }

    private JsonNode send(String method, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException, ApiRefused {
        var request =
                HttpRequest.newBuilder(address.resolve(path))
                        .timeout(LIMIT)
                        .header("Content-Type", "application/json")
                        .method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        var answer = http.send(request.build(), BodyHandlers.ofByteArray());
        var json = read(method + " " + path, answer.body());
        if (answer.statusCode() >= 300) {
            throw new ApiRefused(method + " " + path, answer.statusCode(), detail(json));
        }
        return json;
    }

    private static JsonNode read(String call, byte[] body) throws IOException {
        try {
            return Wire.read(body.length == 0 ? new byte[] {'{', '}'} : body, JsonNode.class);
        } catch (UncheckedIOException e) {
            throw new IOException(call + " was not answered in JSON", e);
        }
    }

    private static String detail(JsonNode problem) {
        var detail = problem.path("detail").asText(problem.path("title").asText());
        var errors = problem.path("errors");
        return errors.isEmpty() ? detail : detail + " " + errors;
    }

    @Override
    public void close() {
        http.close();
    }
}
