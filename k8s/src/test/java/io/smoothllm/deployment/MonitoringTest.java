package io.smoothllm.deployment;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MonitoringTest {
    private static final Path FOLDER = Sources.ROOT.resolve("monitoring");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern METRIC = Pattern.compile("\\b(?:gen_ai|smoothllm)_[a-z_]+");
    private static final Pattern METER =
            Pattern.compile("(?<!prefix = )\"((?:gen_ai|smoothllm)\\.[a-z_.]+)\"");

    /// What Prometheus' naming adds to a meter's name.
    private static final Pattern SUFFIXES =
            Pattern.compile("(_seconds)?(_bucket|_count|_sum|_total|_max)?$");

    /// The labels that look like metrics.
    private static final Set<String> LABELS =
            Set.of(
                    "smoothllm_provider",
                    "gen_ai_request_model",
                    "gen_ai_token_type",
                    "gen_ai_operation_name",
                    "gen_ai_provider_name");

    @Test
    void prometheusScrapesEveryManagementPort() {
        var jobs = tree(FOLDER.resolve("prometheus.yml")).get("scrape_configs");

        var targets =
                jobs.findValues("targets").stream()
                        .flatMap(JsonNode::valueStream)
                        .map(JsonNode::asText);

        assertThat(jobs.findValuesAsText("metrics_path")).containsOnly("/q/metrics");
        assertThat(targets)
                .containsExactlyInAnyOrderElementsOf(
                        Service.all().stream()
                                .map(service -> service.name() + ":" + service.managementPort())
                                .toList());
    }

    @Test
    void dashboardsAndAlertsAskForMetricsThatTheServicesHave() {
        var asked =
                Stream.concat(
                                Stream.of(FOLDER.resolve("alerts.yml")),
                                Sources.below(FOLDER, ".json").stream())
                        .flatMap(file -> METRIC.matcher(Sources.text(file)).results())
                        .map(found -> found.group())
                        .filter(name -> !LABELS.contains(name))
                        .map(name -> SUFFIXES.matcher(name).replaceFirst(""))
                        .collect(toCollection(TreeSet::new));

        assertThat(asked).isNotEmpty().isSubsetOf(meters());
    }

    @Test
    void everyPanelAsksTheProvisionedDataSource() throws Exception {
        var source = tree(FOLDER.resolve("grafana/provisioning/datasources/prometheus.yml"));
        var uid = source.at("/datasources/0/uid").asText();

        for (var file : Sources.below(FOLDER, ".json")) {
            var dashboard = JSON.readTree(file.toFile());
            assertThat(dashboard.get("uid").asText()).isNotBlank();
            assertThat(dashboard.get("panels")).isNotEmpty();
            for (var panel : dashboard.get("panels")) {
                if (!panel.get("type").asText().equals("row")) {
                    assertThat(panel.at("/datasource/uid").asText()).isEqualTo(uid);
                    assertThat(panel.get("targets")).isNotEmpty();
                }
            }
        }
    }

    @Test
    void prometheusItselfTakesItsFilesAndTheAlertsDoAsTheirExamplesSay() throws Exception {
        Tool.accepts("promtool", "check", "config", "monitoring/prometheus.yml");
        Tool.accepts("promtool", "test", "rules", "monitoring/alerts.test.yml");
    }

    private static Set<String> meters() {
        return Stream.concat(Service.all().stream().map(Service::name), Stream.of("service-kit"))
                .map(module -> Sources.ROOT.resolve(module).resolve("src/main/java"))
                .flatMap(folder -> Sources.below(folder, ".java").stream())
                .flatMap(file -> METER.matcher(Sources.text(file)).results())
                .map(found -> found.group(1).replace('.', '_'))
                .collect(toCollection(TreeSet::new));
    }

    private static JsonNode tree(Path yaml) {
        return JSON.valueToTree(Sources.yaml(yaml));
    }
}
