package io.smoothllm.deployment;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Ingress;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Caddy and the Ingress route alike.
class EdgeTest {
    private static final String CADDYFILE =
            Sources.text(Sources.ROOT.resolve("docker/edge/Caddyfile"));

    /// `handle MATCHER {` directly followed by `reverse_proxy HOST:PORT`.
    private static final Pattern ROUTE =
            Pattern.compile("handle (\\S+) \\{\\s+reverse_proxy ([a-z-]+):(\\d+)");

    private static final Pattern MATCHER = Pattern.compile("(?m)^\\s*(@[a-z]+) path (.+)$");

    /// Java's text, in pieces that are added.
    private static final Pattern POLICY = Pattern.compile("(?s)POLICY =\\s*\"(.*?)\";");

    @Test
    void caddyKnowsTheServicesPorts() {
        var routes = ROUTE.matcher(CADDYFILE).results().toList();

        assertThat(routes).hasSize(Service.all().size());
        for (var route : routes) {
            var service = Service.named(route.group(2));
            assertThat(Integer.parseInt(route.group(3))).isEqualTo(service.port());
        }
    }

    @Test
    void caddyAndIngressSendEachPathToTheSameService() {
        var matchers =
                MATCHER.matcher(CADDYFILE)
                        .results()
                        .collect(toMap(found -> found.group(1), found -> found.group(2)));
        var caddy = new HashMap<String, String>();
        for (var route : ROUTE.matcher(CADDYFILE).results().toList()) {
            var paths = matchers.getOrDefault(route.group(1), route.group(1));
            for (var path : paths.split(" ", -1)) {
                caddy.put(path.replaceFirst("/\\*$", ""), route.group(2));
            }
        }

        assertThat(caddy).isEqualTo(ingress());
    }

    /// The browser tests see only what local-stack's edge says.
    @Test
    void caddyLetsTheConsoleLoadWhatTheLocalEdgeDoes() {
        var local =
                Sources.text(
                        Sources.ROOT.resolve(
                                "local-stack/src/main/java/io/smoothllm/localstack/edge/ConsoleFiles.java"));
        var policy = POLICY.matcher(local).results().findFirst().orElseThrow().group(1);

        assertThat(CADDYFILE)
                .contains(
                        "header Content-Security-Policy \""
                                + policy.replaceAll("\"\\s*\\+\\s*\"", "")
                                + "\"");
    }

    @Test
    void caddyItselfTakesTheFile() throws Exception {
        Tool.accepts(
                "caddy", "validate", "--config", "docker/edge/Caddyfile", "--adapter", "caddyfile");
    }

    /// Without the console, which is what is left over in both.
    private static Map<String, String> ingress() {
        return Manifests.of(Manifests.BASE, V1Ingress.class)
                .flatMap(ingress -> ingress.getSpec().getRules().stream())
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .filter(path -> !path.getPath().equals("/"))
                .collect(
                        toMap(
                                path -> path.getPath(),
                                path -> path.getBackend().getService().getName()));
    }
}
