package io.smoothllm.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1HTTPIngressPath;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1SecretKeySelector;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KubernetesTest {
    static Stream<Service> services() {
        return Service.all().stream();
    }

    static Stream<V1Deployment> deployments() {
        return Manifests.of(Manifests.BASE, V1Deployment.class);
    }

    static Stream<Path> kustomizations() {
        return Sources.below(Sources.ROOT.resolve("k8s"), "kustomization.yaml").stream()
                .map(Path::getParent);
    }

    @Test
    void everyManifestIsReadByTheOfficialModelsAndNamedByAKustomization() {
        var secrets = Manifests.BASE.resolve("secrets.template.yaml");
        var named =
                Stream.concat(
                        kustomizations().flatMap(KubernetesTest::filesOf), Stream.of(secrets));

        var existing =
                Stream.of(Manifests.BASE, Manifests.DEV)
                        .flatMap(folder -> Sources.below(folder, ".yaml").stream())
                        .filter(file -> !file.endsWith("kustomization.yaml"));

        assertThat(named).containsExactlyInAnyOrderElementsOf(existing.toList());
        assertThat(Manifests.of(Manifests.DEV)).hasSizeGreaterThan(20);
        assertThat(Manifests.in(secrets)).hasOnlyElementsOfType(V1Secret.class);
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void patchesMeetAnObjectAndImagesAContainer(Path folder) {
        var kustomization = Kustomization.in(folder);
        var objects = Manifests.of(folder);
        var containers =
                Manifests.of(folder, V1Deployment.class)
                        .map(deployment -> onlyContainer(deployment).getImage());

        for (var patch : kustomization.patches()) {
            // Either a part of an object or a list of JSON Patch operations.
            if (Sources.yaml(folder.resolve(patch.path())) instanceof Map<?, ?>) {
                assertThat(Manifests.in(folder.resolve(patch.path()))).hasSize(1);
            }
            assertThat(objects)
                    .anySatisfy(
                            object -> {
                                assertThat(object.getKind()).isEqualTo(patch.target().kind());
                                assertThat(object.getMetadata().getName())
                                        .isEqualTo(patch.target().name());
                            });
        }
        assertThat(containers.toList())
                .containsAll(
                        kustomization.images().stream().map(Kustomization.Image::name).toList());
    }

    @ParameterizedTest
    @MethodSource("services")
    void portsAreTheServices(Service service) {
        var container = onlyContainer(deployment(service.name()));

        assertThat(port(container, "http")).isEqualTo(service.port());
        assertThat(port(container, "management")).isEqualTo(service.managementPort());
        assertThat(annotations(service))
                .containsEntry("prometheus.io/port", "" + service.managementPort());
        var exposed =
                Manifests.of(Manifests.BASE, V1Service.class)
                        .filter(object -> object.getMetadata().getName().equals(service.name()))
                        .flatMap(object -> object.getSpec().getPorts().stream())
                        .toList();
        assertThat(exposed)
                .singleElement()
                .satisfies(
                        port -> {
                            assertThat(port.getPort()).isEqualTo(service.port());
                            assertThat(port.getTargetPort()).isEqualTo(new IntOrString("http"));
                        });
    }

    @ParameterizedTest
    @MethodSource("services")
    void variablesAreTheServices(Service service) {
        var direct =
                onlyContainer(deployment(service.name())).getEnv().stream().map(V1EnvVar::getName);
        var mapped =
                Stream.of(Manifests.BASE.resolve(service.name()), Manifests.DEV)
                        .flatMap(folder -> Kustomization.in(folder).configMaps().stream())
                        .filter(map -> map.name().equals(service.name()))
                        .flatMap(map -> map.variables().stream());

        assertThat(Stream.concat(direct, mapped)).isNotEmpty().allMatch(service::knows);
    }

    @Test
    void everySecretThatIsAskedForIsInTheTemplate() {
        var offered =
                Manifests.in(Manifests.BASE.resolve("secrets.template.yaml")).stream()
                        .map(V1Secret.class::cast)
                        .flatMap(
                                secret ->
                                        secret.getStringData().keySet().stream()
                                                .map(
                                                        key ->
                                                                secret.getMetadata().getName()
                                                                        + "/"
                                                                        + key))
                        .toList();
        var asked =
                pods().flatMap(pod -> pod.getContainers().stream())
                        .flatMap(
                                container ->
                                        container.getEnv() == null
                                                ? Stream.of()
                                                : container.getEnv().stream())
                        .map(V1EnvVar::getValueFrom)
                        .filter(Objects::nonNull)
                        .map(source -> name(source.getSecretKeyRef()));

        assertThat(asked.distinct()).isNotEmpty().allMatch(offered::contains);
        assertThat(offered).contains("smoothllm-sealing/keyset.json");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void podsRunWithAsLittleAsTheyNeed(V1Deployment deployment) {
        var pod = deployment.getSpec().getTemplate().getSpec();
        var container = onlyContainer(deployment);
        var own = container.getSecurityContext();

        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        assertThat(own.getAllowPrivilegeEscalation()).isFalse();
        assertThat(own.getReadOnlyRootFilesystem()).isTrue();
        assertThat(own.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getVolumeMounts())
                .anyMatch(mount -> mount.getMountPath().equals("/tmp"));
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsKey("memory");
    }

    @ParameterizedTest
    @MethodSource("services")
    void probesAskTheManagementPort(Service service) {
        var container = onlyContainer(deployment(service.name()));

        assertThat(asked(container.getStartupProbe())).isEqualTo("management/q/health/started");
        assertThat(asked(container.getLivenessProbe())).isEqualTo("management/q/health/live");
        assertThat(asked(container.getReadinessProbe())).isEqualTo("management/q/health/ready");
    }

    @Test
    void ingressLeadsToServicesThatAreThereAndToNothingInner() {
        var paths =
                Manifests.of(Manifests.BASE, V1Ingress.class)
                        .flatMap(ingress -> ingress.getSpec().getRules().stream())
                        .flatMap(rule -> rule.getHttp().getPaths().stream())
                        .toList();
        var names =
                Manifests.of(Manifests.BASE, V1Service.class)
                        .map(service -> service.getMetadata().getName())
                        .toList();

        assertThat(paths)
                .extracting(path -> path.getBackend().getService().getName())
                .isSubsetOf(names);
        assertThat(paths)
                .extracting(path -> path.getBackend().getService().getPort().getName())
                .containsOnly("http");
        assertThat(paths)
                .extracting(V1HTTPIngressPath::getPath)
                .noneMatch(path -> path.startsWith("/q") || path.startsWith("/internal"));
    }

    @Test
    void theDatabasesOfTheDevelopersClusterAreThoseOfCompose() {
        assertThat(Manifests.DEV.resolve("databases.sh"))
                .hasSameTextualContentAs(Sources.ROOT.resolve("docker/postgres/databases.sh"));
    }

    private static Stream<Path> filesOf(Path folder) {
        var kustomization = Kustomization.in(folder);
        var resources = kustomization.resources().stream();
        var patches = kustomization.patches().stream().map(Kustomization.Patch::path);
        return Stream.concat(resources, patches)
                .map(folder::resolve)
                .filter(file -> !Files.isDirectory(file));
    }

    private static Stream<V1PodSpec> pods() {
        return Stream.concat(
                Manifests.of(Manifests.DEV, V1Deployment.class)
                        .map(deployment -> deployment.getSpec().getTemplate().getSpec()),
                Manifests.of(Manifests.DEV, V1StatefulSet.class)
                        .map(set -> set.getSpec().getTemplate().getSpec()));
    }

    private static V1Deployment deployment(String name) {
        return deployments()
                .filter(deployment -> deployment.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static V1Container onlyContainer(V1Deployment deployment) {
        var containers = deployment.getSpec().getTemplate().getSpec().getContainers();
        assertThat(containers).hasSize(1);
        return containers.getFirst();
    }

    private static Map<String, String> annotations(Service service) {
        return deployment(service.name()).getSpec().getTemplate().getMetadata().getAnnotations();
    }

    private static int port(V1Container container, String name) {
        return container.getPorts().stream()
                .filter(port -> port.getName().equals(name))
                .mapToInt(V1ContainerPort::getContainerPort)
                .findFirst()
                .orElseThrow();
    }

    private static String asked(V1Probe probe) {
        return probe.getHttpGet().getPort().getStrValue() + probe.getHttpGet().getPath();
    }

    private static String name(V1SecretKeySelector selector) {
        return selector.getName() + "/" + selector.getKey();
    }
}
