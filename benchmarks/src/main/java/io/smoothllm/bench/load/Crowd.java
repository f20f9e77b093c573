package io.smoothllm.bench.load;

import io.smoothllm.bench.load.Call.End;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Clients that ask, read the answer to its end, and ask again. None of them retries: what fails is
/// a call that failed.
public final class Crowd implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(250);
    private static final int LONGEST = 40;

    private final URI gateway;
    private final String key;
    private final Map<String, String> models;
    private final Duration thinking;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<Thread> clients = new ArrayList<>();

    /// @param models by the dialect of the provider that has them
    /// @param thinking of each client, between two calls
    public Crowd(URI gateway, String key, Map<String, String> models, Duration thinking) {
        this.gateway = gateway;
        this.key = key;
        this.models = models;
        this.thinking = thinking;
    }

    public Crowd start(int size) {
        for (int client = 0; client < size; client++) {
            int number = client;
            clients.add(Thread.ofVirtual().start(() -> live(number)));
        }
        return this;
    }

    /// Returns when the last call has ended.
    public void stop() {
        stopping.countDown();
        try {
            for (var client : clients) {
                client.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    public int inFlight() {
        return inFlight.get();
    }

    /// That have ended, in that order.
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    private void live(int client) {
        var speech = Speech.values()[client % Speech.values().length];
        try {
            for (int turn = 0; stopping.getCount() > 0; turn++) {
                var call = call(speech, words(client, turn));
                calls.add(call);
                var pause = call.succeeded() ? thinking : AFTER_FAILURE;
                if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Of several lengths, so that tokens tell calls apart.
    private static String words(int client, int turn) {
        return "Client %d, turn %d.".formatted(client, turn)
                + " more".repeat((client * 7 + turn) % LONGEST);
    }

    private Call call(Speech speech, String text) throws InterruptedException {
        long begun = System.nanoTime();
        String requestId = null;
        End end;
        inFlight.incrementAndGet();
        try {
            var request = speech.ask(gateway, key, models.get(speech.dialect()), text);
            var answer = http.send(request.timeout(LIMIT).build(), BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                requestId = answer.headers().firstValue("x-request-id").orElse(null);
                end =
                        answer.statusCode() == 200
                                ? speech.read(body)
                                : new End.Failed("status " + answer.statusCode());
            }
        } catch (IOException | UncheckedIOException e) {
            end = new End.Failed(e.getClass().getSimpleName());
        } finally {
            inFlight.decrementAndGet();
        }
        return new Call(speech, begun, System.nanoTime(), requestId, end);
    }

    @Override
    public void close() {
        stop();
        http.close();
    }
}
