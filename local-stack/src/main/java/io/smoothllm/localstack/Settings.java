package io.smoothllm.localstack;

import io.smoothllm.localstack.home.CannotStart;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/// What a person can choose, by environment variables; `./smoothllm help` lists them.
///
/// @param root of the repository
/// @param home data folder, `SMOOTHLLM_HOME`
/// @param host the edge listens there, `SMOOTHLLM_HOST`
/// @param port of the edge, `SMOOTHLLM_PORT`
/// @param adminEmail of the first admin, `SMOOTHLLM_ADMIN_EMAIL`; null = not said
/// @param adminPassword `SMOOTHLLM_ADMIN_PASSWORD`; null = not said
/// @param colours whether the screen shows them, `SMOOTHLLM_COLOURS`
/// @param detached whether the terminal is left alone once all is ready, `SMOOTHLLM_DETACHED`
/// @param environment all of it
record Settings(
        Path root,
        Path home,
        String host,
        int port,
        String adminEmail,
        String adminPassword,
        boolean colours,
        boolean detached,
        Map<String, String> environment) {
    private static final int USUAL_PORT = 8080;
    private static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD = 128;

    /// @param root of the repository
    static Settings of(Path root, Map<String, String> environment) throws CannotStart {
        return new Settings(
                root,
                root.resolve(environment.getOrDefault("SMOOTHLLM_HOME", ".smoothllm")),
                environment.getOrDefault("SMOOTHLLM_HOST", "127.0.0.1"),
                port(environment.getOrDefault("SMOOTHLLM_PORT", "" + USUAL_PORT)),
                filled(environment.get("SMOOTHLLM_ADMIN_EMAIL")),
                password(filled(environment.get("SMOOTHLLM_ADMIN_PASSWORD"))),
                environment.getOrDefault("SMOOTHLLM_COLOURS", "").equals("yes"),
                environment.getOrDefault("SMOOTHLLM_DETACHED", "").equals("yes"),
                Map.copyOf(environment));
    }

    /// What a person opens in a browser.
    URI address() {
        boolean local = host.equals("127.0.0.1") || host.equals("0.0.0.0");
        return URI.create("http://" + (local ? "localhost" : host) + ":" + port);
    }

    /// Where this process itself reaches the edge.
    URI innerAddress() {
        return URI.create("http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port);
    }

    private static int port(String text) throws CannotStart {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, in the same words.
        }
        throw new CannotStart("SMOOTHLLM_PORT must be a number from 1 to 65535, not " + text);
    }

    private static String password(String text) throws CannotStart {
        if (text != null
                && (text.length() < SHORTEST_PASSWORD || text.length() > LONGEST_PASSWORD)) {
            throw new CannotStart(
                    "SMOOTHLLM_ADMIN_PASSWORD must have %d to %d characters"
                            .formatted(SHORTEST_PASSWORD, LONGEST_PASSWORD));
        }
        return text;
    }

    private static String filled(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    @Override
    public String toString() {
        return "Settings[" + home + ", " + address() + "]";
    }
}
