package io.smoothllm.localstack.part;

import io.smoothllm.localstack.log.RotatingLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A service, or the broker, as a child process.
///
/// It does not outlive us, even if we are killed: its standard input is a pipe from us that nobody
/// writes to, and the shell that starts it leaves a watcher behind that ends it when the pipe
/// closes. Ctrl-C in the terminal does not reach it: we decide the order in which things stop.
///
/// @param environment added to ours
/// @param log where its output goes
/// @param withheld names of variables of our environment that are none of its business
public record ServiceProcess(
        String name,
        String url,
        Readiness readiness,
        List<String> command,
        Map<String, String> environment,
        List<String> withheld,
        Path directory,
        RotatingLog log)
        implements Part {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// `$$` is the shell's process id, which `exec` hands on to the service.
    private static final String LAUNCH =
            """
            trap '' INT HUP
            exec 3<&0 </dev/null
            { read -r _ <&3
              kill -TERM $$ || exit
              for _ in $(seq 30); do sleep 1; kill -0 $$ || exit; done
              kill -KILL $$
            } >/dev/null 2>&1 &
            exec "$@" 3<&-
            """;

    @Override
    public Running start() throws IOException {
        var line = new ArrayList<>(List.of("/bin/sh", "-c", LAUNCH, name));
        line.addAll(command);
        var builder =
                new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeAll(withheld);
        builder.environment().putAll(environment);
        return new Life(builder.start());
    }

    private final class Life implements Running {
        private final Process process;

        Life(Process process) {
            this.process = process;
            Thread.ofVirtual().name(name + "-output").start(this::keepOutput);
        }

        private void keepOutput() {
            try (var lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(log::write);
            } catch (IOException | java.io.UncheckedIOException e) {
                log.write("(its output ended: " + e.getMessage() + ")");
            }
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public boolean isReady() {
            return readiness.isGiven();
        }

        @Override
        public Optional<String> ended() {
            return process.isAlive()
                    ? Optional.empty()
                    : Optional.of("ended with " + words(process.exitValue()));
        }

        @Override
        public void stop() {
            // Not process.destroy(), which also closes the pipe its last words come through.
            process.toHandle().destroy();
            try {
                if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    log.write("(killed: it did not stop within " + PATIENCE.toSeconds() + " s)");
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }

        /// A shell's convention: above 128 it is a signal.
        private static String words(int exitCode) {
            return exitCode > 128 ? "signal " + (exitCode - 128) : "exit code " + exitCode;
        }
    }
}
