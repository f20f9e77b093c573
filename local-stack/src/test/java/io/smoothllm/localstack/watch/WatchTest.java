package io.smoothllm.localstack.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.smoothllm.localstack.home.CannotStart;
import io.smoothllm.localstack.home.Home;
import io.smoothllm.localstack.log.RotatingLog;
import io.smoothllm.localstack.part.Readiness;
import io.smoothllm.localstack.part.ServiceProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A watch over real child processes: small shell scripts that do what services do.
@Timeout(60)
class WatchTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern PID = Pattern.compile("\"pid\":(\\d+)");

    @TempDir Path folder;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private volatile int readiness = 200;
    private HttpServer probe;
    private Home home;
    private Watch watch;

    @BeforeEach
    void start() throws Exception {
        probe = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        probe.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(readiness, -1);
                    exchange.close();
                });
        probe.start();
        home = Home.open(folder);
    }

    @AfterEach
    void stop() throws Exception {
        watch.stop();
        probe.stop(0);
        home.close();
    }

    @Test
    void isReadyWhenTheServiceSaysSo() throws Exception {
        readiness = 503;
        watch("exec sleep 1000");
        await().until(() -> status().contains("\"starting\"") && pid() > 0);
        readiness = 200;

        watch.awaitReady(LIMIT);

        await().until(() -> status().contains("\"ready\""));
        assertThat(screen()).contains("small is ready at http://");
    }

    @Test
    void startsAgainWhatEndsAndShowsItsLastLines() throws Exception {
        watch("echo something is wrong; exec sleep 1000");
        watch.awaitReady(LIMIT);
        await().until(() -> status().contains("\"ready\""));
        long first = pid();

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        await().until(() -> status().contains("\"restarting\""));
        await().until(() -> status().contains("\"ready\"") && pid() != first);
        assertThat(screen())
                .contains("small ended with signal 9; starting it again in 0 s")
                .contains("| something is wrong");
    }

    @Test
    void showsThatAServiceCannotWorkForNow() throws Exception {
        watch("exec sleep 1000");
        watch.awaitReady(LIMIT);
        await().until(() -> status().contains("\"ready\""));

        readiness = 503;
        await().until(() -> status().contains("\"unready\""));

        readiness = 200;
        await().until(() -> status().contains("\"ready\""));
    }

    @Test
    void givesUpWhatNeverStarts() {
        readiness = 503;
        watch("echo no database; exit 3");

        assertThatThrownBy(() -> watch.awaitReady(LIMIT))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("small does not start; see ");
        assertThat(screen())
                .contains("small ended with exit code 3. Its last lines:", "| no database");
    }

    @Test
    void saysThatItTakesTooLong() {
        readiness = 503;
        watch("exec sleep 1000");

        assertThatThrownBy(() -> watch.awaitReady(Duration.ofMillis(200)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("small was not ready within");
    }

    @Test
    void letsAServiceEndInGoodOrder() throws Exception {
        var farewell = folder.resolve("farewell");
        watch("trap 'echo bye > " + farewell + "; exit 0' TERM; while :; do sleep 0.1; done");
        watch.awaitReady(LIMIT);
        await().until(() -> pid() > 0);
        long pid = pid();

        watch.stop();

        assertThat(farewell).hasContent("bye");
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(status()).contains("\"stopped\"");
    }

    @Test
    void freesWhoWaitsForWhatIsStopped() {
        readiness = 503;
        watch("exec sleep 1000");
        var waiting =
                CompletableFuture.supplyAsync(
                        () -> assertThatThrownBy(() -> watch.awaitReady(LIMIT)));

        watch.stop();

        waiting.join().isInstanceOf(CancellationException.class);
    }

    private void watch(String script) {
        int port = probe.getAddress().getPort();
        var log = new RotatingLog(folder.resolve("small.log"));
        var part =
                new ServiceProcess(
                        "small",
                        "http://127.0.0.1:" + port,
                        Readiness.answers200(URI.create("http://127.0.0.1:" + port + "/")),
                        List.of("/bin/sh", "-c", script),
                        Map.of(),
                        List.of(),
                        folder,
                        log);
        var screen = new Screen(new PrintStream(seen, true, StandardCharsets.UTF_8), false, log);
        var quick = new Backoff(Duration.ofMillis(500), Duration.ofMillis(500));
        watch = new Watch(part, log, new StatusBoard(home), screen, quick);
        watch.begin();
    }

    private String screen() {
        return seen.toString(StandardCharsets.UTF_8);
    }

    private String status() throws IOException {
        return Files.readString(folder.resolve("status.json"));
    }

    private long pid() throws IOException {
        var found = PID.matcher(status());
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }
}
