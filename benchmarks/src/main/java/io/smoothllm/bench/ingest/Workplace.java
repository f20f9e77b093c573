package io.smoothllm.bench.ingest;

import io.smoothllm.bench.stack.Api;
import io.smoothllm.bench.stack.Stack;
import io.smoothllm.localstack.log.RotatingLog;
import io.smoothllm.localstack.part.Part;
import io.smoothllm.localstack.part.Postgres;
import io.smoothllm.localstack.part.Readiness;
import io.smoothllm.localstack.part.ServiceProcess;
import io.smoothllm.testing.FreePort;
import io.smoothllm.testing.identity.Person;
import io.smoothllm.testing.identity.TokenIssuer;
import io.smoothllm.testing.kafka.BrokerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// usage-service with what it needs, a process each, and nothing else.
final class Workplace implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final int ATTEMPTS = 5;
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String PASSWORD = "for-a-bench-only";

    private final Path folder;
    private final Path root;
    private final int databasePort = FreePort.find();
    private final int brokerPort = FreePort.find();
    private final int servicePort = FreePort.find();
    private final Map<String, Part.Running> running = new LinkedHashMap<>();
    private final Deque<Part.Running> lives = new ArrayDeque<>();

    /// @param root of the repository
    /// @param folder for all data
    Workplace(Path root, Path folder) throws IOException {
        this.root = root.toAbsolutePath();
        this.folder = Files.createDirectories(folder.toAbsolutePath());
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "workplace-close"));
    }

    void startDatabase() throws IOException {
        start(
                new Postgres(
                        folder.resolve("postgres"),
                        databasePort,
                        PASSWORD,
                        List.of("usage"),
                        log("postgres")));
    }

    void startBroker() throws IOException {
        start(
                new ServiceProcess(
                        "kafka",
                        broker(),
                        Readiness.listensOn(brokerPort),
                        List.of(
                                JAVA,
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BrokerProcess.class.getName(),
                                folder.resolve("kafka").toString(),
                                Integer.toString(brokerPort)),
                        Map.of(),
                        List.of(),
                        folder,
                        log("kafka")));
    }

    void startService() throws IOException {
        int management = FreePort.find();
        var jar = root.resolve("usage-service/target/quarkus-app/quarkus-run.jar");
        start(
                new ServiceProcess(
                        "usage-service",
                        "http://127.0.0.1:" + servicePort,
                        Readiness.answers200(
                                URI.create("http://127.0.0.1:" + management + "/q/health/ready")),
                        List.of(JAVA, "-Xmx512m", "-XX:+UseSerialGC", "-jar", jar.toString()),
                        Map.of(
                                "QUARKUS_HTTP_HOST", "127.0.0.1",
                                "QUARKUS_HTTP_PORT", Integer.toString(servicePort),
                                "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
                                "QUARKUS_MANAGEMENT_PORT", Integer.toString(management),
                                "SMOOTHLLM_KAFKA_BOOTSTRAP_SERVERS", broker(),
                                "SMOOTHLLM_DATABASE_URL", databaseUrl(),
                                "SMOOTHLLM_DATABASE_USERNAME", "postgres",
                                "SMOOTHLLM_DATABASE_PASSWORD", PASSWORD,
                                "SMOOTHLLM_JWKS_URL", TokenIssuer.jwksUrl()),
                        List.of(),
                        folder,
                        log("usage-service")));
    }

    private RotatingLog log(String name) {
        return new RotatingLog(folder.resolve(name + ".log"));
    }

    /// On a busy machine a service may wait too long for its database, and end: it is started
    // again,
    /// as whoever runs it in earnest would.
    private void start(Part part) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var life = part.start();
            synchronized (lives) {
                lives.push(life);
            }
            running.put(part.name(), life);
            Stack.await(START_LIMIT, () -> life.ended().isPresent() || life.isReady());
            if (life.ended().isEmpty() && life.isReady()) {
                return;
            }
        }
        throw new IOException("%s does not start; see %s/%1$s.log".formatted(part.name(), folder));
    }

    String broker() {
        return "127.0.0.1:" + brokerPort;
    }

    private String databaseUrl() {
        return "jdbc:postgresql://127.0.0.1:" + databasePort + "/usage";
    }

    Connection database() throws SQLException {
        return DriverManager.getConnection(databaseUrl(), "postgres", PASSWORD);
    }

    /// By the name of the part.
    Map<String, Long> pids() {
        var pids = new LinkedHashMap<String, Long>();
        running.forEach((name, life) -> pids.put(name, life.pid()));
        return pids;
    }

    /// The service, as that person.
    Api as(Person person) {
        return Api.as(URI.create("http://127.0.0.1:" + servicePort), person.token());
    }

    @Override
    public void close() {
        synchronized (lives) {
            while (!lives.isEmpty()) {
                try {
                    lives.pop().stop();
                } catch (IOException e) {
                    System.err.println("It did not stop in good order: " + e.getMessage());
                }
            }
        }
    }
}
