package io.smoothllm.deployment;

import com.google.gson.Gson;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Reads Kubernetes objects by the official client's models, which refuse unknown members, wrong
/// types and missing ones, and the Kustomize files that name them.
final class Manifests {
    static final Path BASE = Sources.ROOT.resolve("k8s/base");
    static final Path DEV = Sources.ROOT.resolve("k8s/overlays/dev");

    private interface Reader {
        KubernetesObject read(String json) throws IOException;
    }

    private static final Map<String, Reader> KINDS =
            Map.of(
                    "v1/Namespace", V1Namespace::fromJson,
                    "v1/Secret", V1Secret::fromJson,
                    "v1/Service", V1Service::fromJson,
                    "apps/v1/Deployment", V1Deployment::fromJson,
                    "apps/v1/StatefulSet", V1StatefulSet::fromJson,
                    "networking.k8s.io/v1/Ingress", V1Ingress::fromJson,
                    "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy::fromJson,
                    "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget::fromJson);

    private Manifests() {}

    static List<KubernetesObject> in(Path file) {
        return Sources.yamlDocuments(file).stream().map(document -> parse(file, document)).toList();
    }

    /// All objects that a Kustomize folder brings, those of the folders it names too.
    static List<KubernetesObject> of(Path folder) {
        return Kustomization.in(folder).resources().stream()
                .map(folder::resolve)
                .flatMap(
                        entry ->
                                Files.isDirectory(entry)
                                        ? of(entry.normalize()).stream()
                                        : in(entry).stream())
                .toList();
    }

    static <T extends KubernetesObject> Stream<T> of(Path folder, Class<T> kind) {
        return of(folder).stream().filter(kind::isInstance).map(kind::cast);
    }

    private static KubernetesObject parse(Path file, Object document) {
        if (!(document instanceof Map<?, ?> object)) {
            throw new AssertionError(file + " holds something that is not an object");
        }
        var kind = object.get("apiVersion") + "/" + object.get("kind");
        var reader = KINDS.get(kind);
        if (reader == null) {
            throw new AssertionError(file + ": no reader for " + kind);
        }
        try {
            return reader.read(new Gson().toJson(object));
        } catch (IOException | RuntimeException e) {
            throw new AssertionError(file + ", " + kind + ": " + e.getMessage(), e);
        }
    }
}
