package io.smoothllm.localstack;

import io.smoothllm.localstack.home.Home;
import io.smoothllm.localstack.home.Ports;
import io.smoothllm.localstack.home.Secrets;
import io.smoothllm.localstack.log.Logs;
import io.smoothllm.localstack.part.Part;
import io.smoothllm.localstack.part.Postgres;
import io.smoothllm.localstack.part.Readiness;
import io.smoothllm.localstack.part.ServiceProcess;
import io.smoothllm.localstack.part.Simulator;
import io.smoothllm.localstack.seed.KnownProvider;
import io.smoothllm.testing.kafka.BrokerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The parts of the stack, and what each is told about the others.
///
/// Ports and secrets are settled before anything starts, so the parts need not wait to learn where
/// the others are, and find them in the same place after a restart.
final class Lineup {
    /// As light as it goes. The JVM keeps what it learnt about the classes when it ends, see
    /// [ClassArchive].
    private static final List<String> JVM_OPTIONS =
            List.of(
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-Dstdout.encoding=UTF-8",
                    // It mentions every class that it cannot keep.
                    "-Xlog:disable",
                    "-XX:+AutoCreateSharedArchive");

    /// For services that only people call, and a broker of one machine: the optimising compiler
    // costs
    /// more at the start than it ever gives back.
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    private static final Map<String, String> DATABASES =
            Map.of(
                    "keys-service", "keys",
                    "provider-service", "providers",
                    "usage-service", "usage");

    private final Settings settings;
    private final Home home;
    private final Logs logs;
    private final Ports ports;
    private final Secrets secrets;
    private final int databasePort;
    private final int kafkaPort;
    private final int keysPort;

    final Part postgres;
    final Part kafka;
    final Part simulator;
    final Part keysService;
    final Part providerService;
    final Part usageService;
    final Part proxyService;

    Lineup(Settings settings, Home home, Secrets secrets, Logs logs) throws IOException {
        this.settings = settings;
        this.home = home;
        this.logs = logs;
        this.secrets = secrets;
        this.ports = new Ports(home);
        this.databasePort = ports.find("postgres");
        this.kafkaPort = ports.find("kafka");
        this.keysPort = ports.find("keys-service");
        this.postgres =
                new Postgres(
                        home.path().resolve("postgres"),
                        databasePort,
                        secrets.databasePassword(),
                        List.copyOf(DATABASES.values()),
                        logs.of("postgres"));
        this.kafka = broker();
        this.simulator = new Simulator(ports.find("simulator"));
        this.keysService = service("keys-service", keysPort, firstAdmin());
        this.providerService =
                service("provider-service", ports.find("provider-service"), sealing());
        this.usageService = service("usage-service", ports.find("usage-service"), Map.of());
        var proxyEnvironment = new TreeMap<>(sealing());
        proxyEnvironment.put(
                "SMOOTHLLM_JOURNAL_DIRECTORY", home.path().resolve("journal").toString());
        this.proxyService = service("proxy-service", ports.find("proxy-service"), proxyEnvironment);
    }

    List<Part> services() {
        return List.of(keysService, providerService, usageService, proxyService);
    }

    /// By the service's name.
    Map<String, Integer> servicePorts() {
        return services().stream()
                .collect(Collectors.toMap(Part::name, s -> URI.create(s.url()).getPort()));
    }

    private Part broker() throws IOException {
        var target = settings.root().resolve("local-stack").resolve("target").toAbsolutePath();
        var jars = List.of(target.resolve("local-stack.jar"), target.resolve("lib"));
        var line = java(ClassArchive.of(target.resolve("kafka.jsa"), jars));
        line.add(QUICK_COMPILER);
        line.add("-Djava.util.logging.SimpleFormatter.format=%1$tT.%1$tL %4$-7s %5$s%6$s%n");
        line.addAll(List.of("-cp", target.resolve("local-stack.jar").toString()));
        line.addAll(
                List.of(
                        BrokerProcess.class.getName(),
                        home.path().resolve("kafka").toString(),
                        Integer.toString(kafkaPort)));
        return new ServiceProcess(
                "kafka",
                "kafka://127.0.0.1:" + kafkaPort,
                Readiness.listensOn(kafkaPort),
                line,
                Map.of(),
                KnownProvider.variables(),
                home.path(),
                logs.of("kafka"));
    }

    private Part service(String name, int port, Map<String, String> own) throws IOException {
        int management = ports.find(name + "-management");
        var environment = new TreeMap<>(common());
        environment.put("QUARKUS_HTTP_PORT", "" + port);
        environment.put("QUARKUS_MANAGEMENT_PORT", "" + management);
        if (DATABASES.containsKey(name)) {
            environment.putAll(database(DATABASES.get(name)));
        }
        environment.putAll(own);
        return new ServiceProcess(
                name,
                "http://127.0.0.1:" + port,
                Readiness.answers200(
                        URI.create("http://127.0.0.1:" + management + "/q/health/ready")),
                command(name),
                environment,
                KnownProvider.variables(),
                home.path(),
                logs.of(name));
    }

    private List<String> command(String name) throws IOException {
        var target = settings.root().resolve(name).resolve("target").toAbsolutePath();
        var jars = List.of(target.resolve("quarkus-app"));
        var line = java(ClassArchive.of(target.resolve(name + ".jsa"), jars));
        if (DATABASES.containsKey(name)) {
            line.add(QUICK_COMPILER);
        }
        line.addAll(List.of("-jar", target.resolve("quarkus-app/quarkus-run.jar").toString()));
        return line;
    }

    private static List<String> java(ClassArchive archive) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var line = new ArrayList<>(List.of(java));
        line.addAll(JVM_OPTIONS);
        line.add("-XX:SharedArchiveFile=" + archive.file());
        return line;
    }

    private Map<String, String> common() {
        return Map.of(
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_MANAGEMENT_HOST",
                "127.0.0.1",
                "QUARKUS_LOG_CONSOLE_JSON_ENABLED",
                "false",
                "SMOOTHLLM_KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:" + kafkaPort,
                "SMOOTHLLM_KEYS_SERVICE_URL",
                "http://127.0.0.1:" + keysPort,
                "SMOOTHLLM_JWKS_URL",
                "http://127.0.0.1:" + keysPort + "/.well-known/jwks.json",
                "SMOOTHLLM_SERVICE_TOKEN",
                secrets.serviceToken());
    }

    private Map<String, String> database(String name) {
        return Map.of(
                "SMOOTHLLM_DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:" + databasePort + "/" + name,
                "SMOOTHLLM_DATABASE_USERNAME",
                "postgres",
                "SMOOTHLLM_DATABASE_PASSWORD",
                secrets.databasePassword());
    }

    private Map<String, String> firstAdmin() {
        return Map.of(
                "SMOOTHLLM_ADMIN_EMAIL", secrets.adminEmail(),
                "SMOOTHLLM_ADMIN_PASSWORD", secrets.adminPassword());
    }

    /// Providers may live on this very machine: the simulator does, and so may an Ollama.
    private Map<String, String> sealing() throws IOException {
        return Map.of(
                "SMOOTHLLM_SEALING_KEYSET_FILE",
                Secrets.keysetFile(home).toString(),
                "SMOOTHLLM_UPSTREAM_ALLOW_PRIVATE",
                "true");
    }
}
