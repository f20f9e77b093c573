package io.smoothllm.e2e;

import java.util.Map;

/// The tool that the clients in Java offer, and what comes of it.
final class Weather {
    static final String QUESTION = "How is the weather in Zürich?";
    static final Map<String, ?> PROPERTIES = Map.of("city", Map.of("type", "string"));
    static final String REPORT = "21 °C and sunny 🌤️";

    private Weather() {}
}
