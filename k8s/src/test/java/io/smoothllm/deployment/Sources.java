package io.smoothllm.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The repository's files. Maven runs tests in the module's folder, so the root is one above.
final class Sources {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private Sources() {}

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Object yaml(Path file) {
        return strict().load(text(file));
    }

    static List<Object> yamlDocuments(Path file) {
        return StreamSupport.stream(strict().loadAll(text(file)).spliterator(), false).toList();
    }

    static List<Path> below(Path folder, String suffix) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Yaml strict() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options));
    }
}
