package io.smoothllm.localstack.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smoothllm.localstack.log.RotatingLog;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServiceProcessTest {
    private static final Readiness NOWHERE =
            Readiness.answers200(URI.create("http://127.0.0.1:1/"));

    @TempDir Path folder;

    @Test
    void isToldItsEnvironmentAndNotWhatIsWithheld() throws Exception {
        var log = new RotatingLog(folder.resolve("small.log"));
        var process =
                service("echo \"[$PORT] [$HOME]\"", Map.of("PORT", "4711"), List.of("HOME"), log);

        var life = process.start();

        await().untilAsserted(() -> assertThat(log.lastLines()).containsExactly("[4711] []"));
        await().untilAsserted(() -> assertThat(life.ended()).hasValue("ended with exit code 0"));
        life.stop();
    }

    /// A child of ours starts a service and is killed.
    @Test
    void doesNotOutliveItsParent() throws Exception {
        var pidFile = folder.resolve("pid");
        var parent =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Parent.class.getName(),
                                folder.toString(),
                                pidFile.toString())
                        .inheritIO()
                        .start();
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(pidFile));
        var service = ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();
        assertThat(service.isAlive()).isTrue();

        parent.destroyForcibly().waitFor();

        await().atMost(Duration.ofSeconds(10)).until(() -> !service.isAlive());
    }

    private ServiceProcess service(
            String script,
            Map<String, String> environment,
            List<String> withheld,
            RotatingLog log) {
        return new ServiceProcess(
                "small",
                "http://127.0.0.1:1",
                NOWHERE,
                List.of("/bin/sh", "-c", script),
                environment,
                withheld,
                folder,
                log);
    }

    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            var folder = Path.of(arguments[0]);
            var service =
                    new ServiceProcess(
                            "small",
                            "http://127.0.0.1:1",
                            NOWHERE,
                            List.of("sleep", "1000"),
                            Map.of(),
                            List.of(),
                            folder,
                            new RotatingLog(folder.resolve("small.log")));
            var life = service.start();
            var draft = Files.writeString(folder.resolve("draft"), "" + life.pid());
            Files.move(draft, Path.of(arguments[1]));
            Thread.currentThread().join();
        }
    }
}
