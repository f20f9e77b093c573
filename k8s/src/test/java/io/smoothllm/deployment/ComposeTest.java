package io.smoothllm.deployment;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComposeTest {
    private static final Path FILE = Sources.ROOT.resolve("docker-compose.yml");
    private static final Path EXAMPLE = Sources.ROOT.resolve(".env.example");
    private static final JsonNode COMPOSE = new ObjectMapper().valueToTree(Sources.yaml(FILE));

    /// The Compose specification's, of which we use these.
    private static final Set<String> SERVICE_KEYS =
            Set.of(
                    "build",
                    "cap_drop",
                    "command",
                    "depends_on",
                    "entrypoint",
                    "environment",
                    "healthcheck",
                    "image",
                    "mem_limit",
                    "network_mode",
                    "networks",
                    "ports",
                    "read_only",
                    "restart",
                    "security_opt",
                    "stop_grace_period",
                    "tmpfs",
                    "volumes");

    static Stream<Service> services() {
        return Service.all().stream();
    }

    @Test
    void theFileUsesNothingButTheComposeSpecification() {
        assertThat(names(COMPOSE))
                .filteredOn(key -> !key.startsWith("x-"))
                .containsExactlyInAnyOrder("services", "networks", "volumes");
        for (var service : COMPOSE.get("services")) {
            assertThat(SERVICE_KEYS).containsAll(names(service));
        }
    }

    @Test
    void whatAServiceNamesIsThere() {
        for (var service : COMPOSE.get("services")) {
            assertThat(names(COMPOSE.get("networks"))).containsAll(texts(service.path("networks")));
            assertThat(names(COMPOSE.get("services"))).containsAll(dependencies(service));
            for (var volume : texts(service.path("volumes"))) {
                var source = volume.substring(0, volume.indexOf(':'));
                if (source.startsWith("./")) {
                    assertThat(Sources.ROOT.resolve(source)).exists();
                } else {
                    assertThat(COMPOSE.get("volumes").has(source)).as(volume).isTrue();
                }
            }
            var dockerfile = service.at("/build/dockerfile").asText("Dockerfile");
            assertThat(Sources.ROOT.resolve(dockerfile)).exists();
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void variablesAndPortsAreTheServices(Service service) {
        var described = COMPOSE.at("/services/" + service.name());

        assertThat(names(described.get("environment"))).isNotEmpty().allMatch(service::knows);
        assertThat(texts(described.at("/healthcheck/test")))
                .containsExactly("CMD", "ready", "" + service.managementPort());
        assertThat(described.at("/build/args/SERVICE").asText()).isEqualTo(service.name());
    }

    @Test
    void onlyTheEdgeIsReachedFromOutside() {
        for (var service : COMPOSE.get("services").properties()) {
            var published = texts(service.getValue().path("ports"));
            switch (service.getKey()) {
                case "edge" -> assertThat(published).hasSize(1);
                case "grafana" -> assertThat(published).allMatch(p -> p.startsWith("127.0.0.1:"));
                default -> assertThat(published).as(service.getKey()).isEmpty();
            }
        }
    }

    @Test
    void theProxyCannotReachTheDatabase() {
        assertThat(texts(COMPOSE.at("/services/proxy-service/networks")))
                .doesNotContain("database");
        assertThat(texts(COMPOSE.at("/services/postgres/networks"))).containsExactly("database");
        assertThat(COMPOSE.at("/networks/database/internal").asBoolean()).isTrue();
    }

    @Test
    void noSecretHasADefaultAndTheExampleNamesEachVariable() {
        var example =
                Pattern.compile("(?m)^([A-Z_]+)=(.*)$")
                        .matcher(Sources.text(EXAMPLE))
                        .results()
                        .toList();
        var used =
                Pattern.compile("\\$\\{([A-Z_]+)(:[^}]*)?}")
                        .matcher(Sources.text(FILE))
                        .results()
                        .toList();

        assertThat(
                        used.stream()
                                .map(use -> use.group(1))
                                .filter(name -> !name.equals("SMOOTHLLM_VERSION")))
                .isSubsetOf(example.stream().map(line -> line.group(1)).toList());
        assertThat(used)
                .filteredOn(use -> use.group(1).matches(".*(PASSWORD|TOKEN)"))
                .isNotEmpty()
                .allMatch(use -> use.group(2).startsWith(":?"));
        assertThat(example)
                .filteredOn(line -> line.group(1).matches(".*(PASSWORD|TOKEN)"))
                .allMatch(line -> line.group(2).isEmpty());
    }

    @Test
    void composeItselfTakesTheFile(@TempDir Path folder) throws Exception {
        var environment = folder.resolve("env");
        Files.writeString(
                environment, Sources.text(EXAMPLE).replaceAll("(?m)=$", "=of-no-importance"));

        Tool.accepts(
                "docker-compose",
                "--file",
                FILE.toString(),
                "--env-file",
                environment.toString(),
                "config",
                "--quiet");
    }

    private static Set<String> dependencies(JsonNode service) {
        var dependencies = service.path("depends_on");
        return dependencies.isArray() ? new TreeSet<>(texts(dependencies)) : names(dependencies);
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream()
                .map(property -> property.getKey())
                .collect(toCollection(TreeSet::new));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
