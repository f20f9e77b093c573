package io.smoothllm.deployment;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One service as its own sources describe it.
///
/// @param variables the environment variables that set something in it
record Service(String name, int port, int managementPort, Set<String> variables) {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(smoothllm[^:}]+)");
    private static final Pattern LITERAL = Pattern.compile("\"(smoothllm\\.[a-z.-]+)\"");
    private static final Pattern PREFIX =
            Pattern.compile("@ConfigMapping\\(\\s*prefix\\s*=\\s*\"([^\"]+)\"");
    private static final Pattern SETTING =
            Pattern.compile("(?:@WithName\\(\"([^\"]+)\"\\)[^;]*?)?\\b([a-zA-Z]+)\\(\\);");

    static List<Service> all() {
        return Stream.of("keys-service", "provider-service", "proxy-service", "usage-service")
                .map(Service::read)
                .toList();
    }

    static Service named(String name) {
        return all().stream()
                .filter(service -> service.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Quarkus' own settings are known to Quarkus.
    boolean knows(String variable) {
        return variable.startsWith("QUARKUS_") || variables.contains(variable);
    }

    private static Service read(String name) {
        var module = Sources.ROOT.resolve(name);
        var text = Sources.text(module.resolve("src/main/resources/application.properties"));
        var properties = properties(text);
        var settings =
                Stream.of(
                                EXPRESSION.matcher(text).results().map(found -> found.group(1)),
                                spelledOut(module),
                                mapped(module),
                                mapped(Sources.ROOT.resolve("service-kit")))
                        .flatMap(names -> names)
                        .map(Service::variable)
                        .collect(toCollection(TreeSet::new));
        return new Service(
                name,
                Integer.parseInt(properties.getProperty("quarkus.http.port")),
                Integer.parseInt(properties.getProperty("quarkus.management.port")),
                settings);
    }

    private static Properties properties(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /// Settings that code asks for by name, by `@ConfigProperty` or otherwise.
    private static Stream<String> spelledOut(Path module) {
        return Sources.below(module.resolve("src/main/java"), ".java").stream()
                .flatMap(file -> LITERAL.matcher(Sources.text(file)).results())
                .map(found -> found.group(1));
    }

    /// The names in the `@ConfigMapping` interfaces of a module.
    private static Stream<String> mapped(Path module) {
        return Sources.below(module.resolve("src/main/java"), ".java").stream()
                .map(Sources::text)
                .flatMap(
                        source ->
                                PREFIX.matcher(source)
                                        .results()
                                        .flatMap(prefix -> settings(prefix.group(1), source)));
    }

    private static Stream<String> settings(String prefix, String source) {
        return SETTING.matcher(source)
                .results()
                .map(found -> found.group(1) != null ? found.group(1) : kebab(found.group(2)))
                .map(setting -> prefix + "." + setting);
    }

    private static String kebab(String method) {
        return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /// As MicroProfile Config looks for it in the environment.
    private static String variable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
