package io.smoothllm.e2e;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every [Side], connected by the operator once for all journeys, with models of its own for each
/// client. So what one client used can be told from what another did.
final class Connections {
    /// The clients in `sdk/clients`.
    static final List<String> OF_JAVASCRIPT =
            List.of(
                    "openai-chat",
                    "openai-responses",
                    "anthropic-messages",
                    "ai-sdk-chat",
                    "ai-sdk-responses",
                    "ai-sdk-messages",
                    "langchain-chat",
                    "langchain-responses",
                    "langchain-messages");

    static final List<String> OF_JAVA =
            List.of("openai-java-chat", "openai-java-responses", "anthropic-java");

    /// What the names of models end with that think before they speak.
    static final String REASONING = "-reasoning";

    /// Talks long and slowly.
    static final String SLOW = "slow";

    /// Breaks off.
    private static final String CUT = "cut";

    /// For what is no chat: vectors, pictures, sound.
    static final String SERVICES = "services";

    /// For what is asked beside and not accounted for.
    private static final String ASIDE = "aside";

    private static final String SLOWLY =
            """
            {"deed":{"kind":"answer"},"chunkDelay":"PT0.05S"}""";
    private static final String AFTER_FIVE_EVENTS =
            """
            {"deed":{"kind":"cut","afterEvents":5}}""";

    /// Of the models of this run.
    static final String RUN = Operator.unique("run");

    private static final Connections CONNECTIONS = connect(RunningStack.get());

    private final String keyId;
    private final String secret;

    private Connections(String keyId, String secret) {
        this.keyId = keyId;
        this.secret = secret;
    }

    static Connections get() {
        return CONNECTIONS;
    }

    String keyId() {
        return keyId;
    }

    /// The virtual key that all journeys have.
    String secret() {
        return secret;
    }

    /// What a client asks for.
    static String model(Side side, String kind) {
        return side + "." + kind + "." + RUN;
    }

    /// What the provider is asked for; the simulator has all models that start so.
    static String upstreamModel(Side side, String kind) {
        // Large models talk long enough to be left in the middle.
        var name = kind.equals(SLOW) ? "large-slow" : kind.replace(REASONING, "");
        var thinks = kind.endsWith(REASONING) ? REASONING : "";
        return "sim-" + name + "-" + side + "-" + RUN + thinks;
    }

    private static Connections connect(RunningStack stack) {
        var operator = stack.admin();
        for (var side : Side.values()) {
            var url = (side.isSimulated() ? stack.simulatorUrl() : Aimock.url()) + side.path;
            operator.connect(side + "-" + RUN, side, url, models(side));
            // Apart, so that nobody thinks ill of the models that work.
            operator.connect(side + "-fails-" + RUN, side, url, failingModels(side));
            if (side.isSimulated()) {
                stack.script(upstreamModel(side, SLOW), SLOWLY);
                stack.script(upstreamModel(side, CUT), AFTER_FIVE_EVENTS);
            }
        }
        var key = operator.giveKey(Operator.unique("key"));
        return new Connections(key.getString("id"), key.getString("secret"));
    }

    private static Map<String, String> models(Side side) {
        var models = new LinkedHashMap<String, String>();
        Stream.concat(OF_JAVASCRIPT.stream(), OF_JAVA.stream())
                .flatMap(client -> Stream.of(client, client + REASONING))
                .forEach(kind -> models.put(model(side, kind), upstreamModel(side, kind)));
        models.put(model(side, SERVICES), upstreamModel(side, SERVICES));
        models.put(model(side, ASIDE), upstreamModel(side, ASIDE));
        return models;
    }

    private static Map<String, String> failingModels(Side side) {
        var models = new LinkedHashMap<String, String>();
        for (var status : List.of("400", "429", "500")) {
            models.put(model(side, "error-" + status), "sim-error-" + status);
        }
        models.put(model(side, SLOW), upstreamModel(side, SLOW));
        models.put(model(side, CUT), upstreamModel(side, CUT));
        return models;
    }
}
