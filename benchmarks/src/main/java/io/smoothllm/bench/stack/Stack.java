package io.smoothllm.bench.stack;

import io.smoothllm.model.Wire;
import io.smoothllm.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The whole suite as a newcomer starts it, `./smoothllm up --detach`, in a data folder of its own
/// and on a free port. It stops with this JVM at the latest.
public final class Stack implements AutoCloseable {
    /// Of the admin.
    public static final String EMAIL = "root@example.com";

    public static final String PASSWORD = "correct horse battery staple";

    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(50);

    /// One line of `./smoothllm status --json`.
    ///
    /// @param pid null when no process stands for it
    public record Part(String name, Long pid, String url, String state) {
        public boolean isReady() {
            return state.equals("ready");
        }
    }

    private final Path root;
    private final Path home;
    private final Path output;
    private final URI address;
    private final Map<String, String> environment;
    private boolean down;

    private Stack(Path root, Path home, Path output, int port, Map<String, String> settings) {
        this.root = root;
        this.home = home;
        this.output = output;
        this.address = URI.create("http://localhost:" + port);
        environment = new TreeMap<>(settings);
        environment.put("SMOOTHLLM_HOME", home.toString());
        environment.put("SMOOTHLLM_PORT", Integer.toString(port));
        // Whoever started us has just done so.
        environment.put("SMOOTHLLM_BUILD", "no");
        environment.put("SMOOTHLLM_ADMIN_EMAIL", EMAIL);
        environment.put("SMOOTHLLM_ADMIN_PASSWORD", PASSWORD);
    }

    /// @param root of the repository
    /// @param home data folder
    /// @param output where the words of the commands go
    /// @param settings of the services, as environment variables
    public static Stack start(Path root, Path home, Path output, Map<String, String> settings) {
        try {
            var stack =
                    new Stack(
                            root.toRealPath(),
                            home.toAbsolutePath(),
                            output.toAbsolutePath(),
                            FreePort.find(),
                            settings);
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stack-down"));
            stack.run("up", "--detach");
            return stack;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return address;
    }

    /// A new session of the admin; sessions last some minutes.
    public Api admin() {
        return Api.signIn(address, EMAIL, PASSWORD);
    }

    public Part part(String name) {
        return parts().stream().filter(part -> part.name().equals(name)).findFirst().orElseThrow();
    }

    public boolean isReady() {
        return parts().stream().allMatch(Part::isReady);
    }

    /// From where `./smoothllm status --json` has it, which would take a shell each time.
    public List<Part> parts() {
        try {
            return List.of(
                    Wire.read(Files.readAllBytes(home.resolve("status.json")), Part[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits for a condition that nobody tells about.
    ///
    /// @return whether it came true in time
    public static boolean await(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(LOOK);
        }
        return true;
    }

    public static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public synchronized void close() {
        if (!down) {
            down = true;
            run("down");
        }
    }

    private void run(String... arguments) {
        try {
            var command = new ArrayList<>(List.of("./smoothllm"));
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command).directory(root.toFile());
            builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(output.toFile()));
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    || process.exitValue() != 0) {
                throw new IllegalStateException(command + " failed, see " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
