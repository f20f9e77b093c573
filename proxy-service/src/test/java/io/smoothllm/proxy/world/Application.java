package io.smoothllm.proxy.world;

import io.smoothllm.model.catalog.CatalogProvider;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.testing.fixtures.IssuedKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// An application with a key, and a scripted provider of its own behind the proxy.
public final class Application implements AutoCloseable {
    /// What a provider answers when nothing is wrong.
    public static final String WHOLE =
            """
            { "id":"chatcmpl-1", "choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110,"prompt_tokens_details":{"cached_tokens":40}},\
            "new_field":1.0}""";

    /// The beginning of a stream, and what follows it.
    public static final String FIRST =
            """
            data: {"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"},"finish_reason":null}],"usage":null}

            """;

    public static final String REST =
            """
            data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

            data: {"id":"c","choices":[],"usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110}}

            data: [DONE]

            """;

    private final HttpClient client = newClient();
    private final ScriptedProvider provider = new ScriptedProvider();
    private final String model = World.unique("model");
    private final IssuedKey key;
    private final CatalogProvider entry;

    private Application(World world) {
        key = world.key();
        entry = world.connect(world.aProvider(Dialect.OPENAI, provider.url() + "/v1", model), key);
    }

    public static Application connected() {
        return new Application(World.get());
    }

    public static HttpClient newClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    public ScriptedProvider provider() {
        return provider;
    }

    public String model() {
        return model;
    }

    public IssuedKey key() {
        return key;
    }

    /// The provider as the catalog has it.
    public CatalogProvider entry() {
        return entry;
    }

    /// A small question.
    public String request(boolean stream) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"stream\":%s}"
                .formatted(model, stream);
    }

    public HttpResponse<String> post(String body) throws Exception {
        return client.send(call(body), BodyHandlers.ofString());
    }

    public HttpRequest call(String body) {
        return to("/v1/chat/completions").POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    /// A request with the key.
    public HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(World.url() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + key.secret())
                .header("User-Agent", "my-app/1.0 (keep me)")
                .header("Cookie", "session=1");
    }

    /// Asks for the answer's bytes.
    public HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    public static String requestId(HttpResponse<?> answer) {
        return answer.headers().firstValue("x-request-id").orElseThrow();
    }

    @Override
    public void close() {
        client.close();
        provider.close();
    }
}
