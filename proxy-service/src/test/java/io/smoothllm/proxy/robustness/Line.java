package io.smoothllm.proxy.robustness;

import io.smoothllm.model.catalog.Timeouts;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ScriptedProvider;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.fixtures.IssuedKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A client of one dialect with a provider of one kind at the other end.
record Line(
        Speaker speaker,
        Maker maker,
        ScriptedProvider provider,
        String providerName,
        String model,
        IssuedKey key) {
    /// Most of what is tested here is how long somebody waits.
    private static final Timeouts IMPATIENT =
            new Timeouts(Duration.ofMillis(500), Duration.ofMillis(900), Duration.ofMillis(500));

    private static final HttpClient CLIENT = Application.newClient();
    private static final Map<Maker, Line> MADE = new EnumMap<>(Maker.class);
    private static IssuedKey everybody;

    /// Every client dialect: first with a provider that speaks it, then with others.
    static List<Line> all() {
        return List.of(
                of(Speaker.CHAT, Maker.OPENAI_CHAT),
                of(Speaker.RESPONSES, Maker.OPENAI_RESPONSES),
                of(Speaker.MESSAGES, Maker.ANTHROPIC),
                of(Speaker.CHAT, Maker.ANTHROPIC),
                of(Speaker.RESPONSES, Maker.OPENAI_CHAT),
                of(Speaker.MESSAGES, Maker.GEMINI));
    }

    /// Every client dialect once.
    static List<Line> own() {
        return all().subList(0, Speaker.values().length);
    }

    static synchronized Line of(Speaker speaker, Maker maker) {
        var made = MADE.computeIfAbsent(maker, Line::make);
        return new Line(
                speaker, maker, made.provider(), made.providerName(), made.model(), made.key());
    }

    private static Line make(Maker maker) {
        var world = World.get();
        everybody = everybody == null ? world.key() : everybody;
        var provider = new ScriptedProvider();
        var model = World.unique("robust");
        var entry =
                world.connect(
                        world.aProvider(maker.dialect(), provider.url(), model)
                                .patience(IMPATIENT)
                                .compatible(maker.compatibility()),
                        everybody);
        return new Line(Speaker.CHAT, maker, provider, entry.name(), model, everybody);
    }

    HttpResponse<String> ask(boolean stream) throws Exception {
        return post(BodyPublishers.ofString(speaker.request(model, stream)));
    }

    HttpResponse<String> post(BodyPublisher body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(World.url() + speaker.path()))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + key.secret())
                        .header("Content-Type", "application/json")
                        .POST(body)
                        .build(),
                BodyHandlers.ofString());
    }

    @Override
    public String toString() {
        return speaker + " to " + maker;
    }
}
