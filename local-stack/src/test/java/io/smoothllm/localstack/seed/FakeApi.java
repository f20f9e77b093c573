package io.smoothllm.localstack.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smoothllm.model.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// As much of `/api/v1` as a seed meets, on a socket, with what it was told.
final class FakeApi implements AutoCloseable {
    static final String PASSWORD = "the right password";
    static final String SECRET = "sk-smooth-secret";

    final Map<String, JsonNode> providers = new LinkedHashMap<>();
    final List<String> calls = new ArrayList<>();
    String keyStatus = "ACTIVE";

    /// By preset.
    final Set<String> reachable = new HashSet<>(Set.of("openai"));

    private final HttpServer server;

    FakeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var call = exchange.getRequestMethod() + " " + path;
            var bytes = exchange.getRequestBody().readAllBytes();
            var body = bytes.length == 0 ? null : Wire.read(bytes, JsonNode.class);
            calls.add(call);
            var answer = answer(call, body);
            var out = Wire.write(answer);
            exchange.sendResponseHeaders(answer.path("status").asInt(200), out.length);
            exchange.getResponseBody().write(out);
        }
    }

    private JsonNode answer(String call, JsonNode body) {
        var answer = JsonNodeFactory.instance.objectNode();
        return switch (call) {
            case "POST /api/v1/auth/login" ->
                    body.path("password").asText().equals(PASSWORD)
                            ? answer.put("accessToken", "token")
                            : answer.put("status", 401).put("detail", "wrong");
            case "GET /api/v1/providers" -> {
                answer.putArray("items").addAll(providers.values());
                yield answer;
            }
            case "POST /api/v1/providers" -> save(body);
            case "POST /api/v1/providers/test" -> test(body, answer);
            case "POST /api/v1/keys" -> answer.put("id", "key-1").put("secret", SECRET);
            case "GET /v1/models" -> {
                answer.putArray("data").addObject().put("id", "sim-small");
                yield answer;
            }
            default -> other(call, body, answer);
        };
    }

    private JsonNode other(String call, JsonNode body, ObjectNode answer) {
        if (call.startsWith("PUT /api/v1/providers/")) {
            return save(body);
        }
        // The state of a key is text where an error's is a number.
        return call.equals("GET /api/v1/keys/key-1")
                ? answer.put("status", keyStatus)
                : answer.put("status", 404);
    }

    private JsonNode test(JsonNode body, ObjectNode answer) {
        boolean ok = reachable.contains(body.path("preset").asText());
        answer.put("ok", ok);
        if (ok) {
            answer.putArray("models").add("gpt-5").add("gpt-5-mini");
        } else {
            answer.putObject("error").put("message", "nobody answers");
        }
        return answer;
    }

    private JsonNode save(JsonNode body) {
        var name = body.path("name").asText();
        var saved =
                ((ObjectNode) body.deepCopy()).put("id", "id-of-" + name).put("hasApiKey", true);
        providers.put(name, saved);
        return saved;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
