package io.smoothllm.proxy.world;

import com.sun.net.httpserver.HttpServer;
import io.smoothllm.model.Wire;
import io.smoothllm.model.key.KeyGrant;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// `POST /internal/keys/resolve`, for keys that a test put here and not on the topic.
public final class FakeKeysService {
    private final Map<String, KeyGrant> grants = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private volatile boolean failing;

    FakeKeysService(int port, String token) throws IOException {
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/internal/keys/resolve",
                exchange -> {
                    questions.incrementAndGet();
                    var question = Wire.read(exchange.getRequestBody().readAllBytes(), Map.class);
                    var grant = grants.get((String) question.get("sha256"));
                    boolean known =
                            ("Bearer " + token)
                                    .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                    int status = failing ? 500 : !known ? 401 : grant == null ? 404 : 200;
                    var body = status == 200 ? Wire.write(grant) : new byte[] {'{', '}'};
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    /// Knows the grant by each of its secrets.
    public void knows(KeyGrant grant) {
        grant.secrets()
                .forEach(
                        secret ->
                                grants.put(
                                        Base64.getEncoder().encodeToString(secret.sha256()),
                                        grant));
    }

    public void fails(boolean now) {
        failing = now;
    }

    public int questions() {
        return questions.get();
    }
}
