package io.smoothllm.deployment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// As much of a `kustomization.yaml` as we use; Jackson refuses anything else in it.
record Kustomization(
        String apiVersion,
        String kind,
        String namespace,
        List<String> resources,
        List<Labels> labels,
        List<Image> images,
        List<Replicas> replicas,
        @JsonProperty("configMapGenerator") List<ConfigMap> configMaps,
        List<Patch> patches) {

    record Labels(Map<String, String> pairs, boolean includeTemplates) {}

    record Image(String name, String newTag) {}

    record Replicas(String name, int count) {}

    record ConfigMap(String name, String behavior, List<String> literals, List<String> files) {
        ConfigMap {
            literals = orNone(literals);
            files = orNone(files);
        }

        List<String> variables() {
            return literals.stream()
                    .map(literal -> literal.substring(0, literal.indexOf('=')))
                    .toList();
        }
    }

    record Patch(String path, Target target) {}

    record Target(String kind, String name) {}

    Kustomization {
        resources = orNone(resources);
        images = orNone(images);
        replicas = orNone(replicas);
        configMaps = orNone(configMaps);
        patches = orNone(patches);
    }

    static Kustomization in(Path folder) {
        var written = Sources.yaml(folder.resolve("kustomization.yaml"));
        return new ObjectMapper().convertValue(written, Kustomization.class);
    }

    private static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
