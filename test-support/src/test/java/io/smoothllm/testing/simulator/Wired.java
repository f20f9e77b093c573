package io.smoothllm.testing.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The JDK's HTTP client, talking to a simulator.
public final class Wired {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Wired() {}

    /// One event of a stream.
    ///
    /// @param name empty when there is no `event:` line
    public record Event(String name, String data) {
        public JsonNode json() {
            return Wired.json(data);
        }
    }

    public static HttpResponse<String> openAi(ProviderSimulator to, String path, String body) {
        return openAi(to, "sk-any", path, body);
    }

    public static HttpResponse<String> openAi(
            ProviderSimulator to, String key, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(to.openAiBaseUrl() + path));
        return send(request.header("authorization", "Bearer " + key), body);
    }

    public static HttpResponse<String> anthropic(ProviderSimulator to, String path, String body) {
        var request =
                HttpRequest.newBuilder(URI.create(to.anthropicBaseUrl() + path))
                        .header("x-api-key", "sk-any")
                        .header("anthropic-version", "2023-06-01");
        return send(request, body);
    }

    /// @param body null = a GET
    public static HttpResponse<String> send(HttpRequest.Builder request, String body) {
        var whole =
                body == null
                        ? request.GET()
                        : request.header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(whole.timeout(Duration.ofSeconds(20)).build());
    }

    public static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    public static List<Event> events(HttpResponse<String> response) {
        var events = new ArrayList<Event>();
        for (var block : response.body().split("\n\n", -1)) {
            if (!block.isEmpty()) {
                var lines = block.split("\n", -1);
                var name = lines[0].startsWith("event: ") ? lines[0].substring(7) : "";
                events.add(new Event(name, lines[lines.length - 1].substring("data: ".length())));
            }
        }
        return events;
    }
}
