package io.smoothllm.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The folder `sdk`: applications in JavaScript, with what they need installed.
final class NodeProject {
    private static final int OLDEST = 20;
    private static final Path FOLDER = Path.of("sdk");
    private static final Path TARGET = Path.of("target");
    private static NodeProject project;

    private NodeProject() {}

    /// @throws IllegalStateException saying what is missing
    static synchronized NodeProject get() {
        if (project == null) {
            project = install();
        }
        return project;
    }

    private static NodeProject install() {
        requireNode();
        try {
            // npm leaves a copy of the lock file in what it installed.
            var installed = FOLDER.resolve("node_modules/.package-lock.json");
            var wanted = FOLDER.resolve("package-lock.json");
            if (!Files.exists(installed)
                    || Files.getLastModifiedTime(installed)
                                    .compareTo(Files.getLastModifiedTime(wanted))
                            < 0) {
                npmCi();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new NodeProject();
    }

    private static void requireNode() {
        try {
            var process = new ProcessBuilder("node", "--version").start();
            var version =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            if (Integer.parseInt(version.replaceAll("^v|\\..*", "")) < OLDEST) {
                throw new IllegalStateException(
                        "Node " + version + " is too old: the SDK journeys need Node 20 or newer.");
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Node is not installed: the SDK journeys need Node 20 or newer.", e);
        }
    }

    private static void npmCi() throws IOException {
        var log = TARGET.resolve("npm-ci.log").toFile();
        var process = start(List.of("npm", "ci"), Map.of(), Redirect.to(log));
        if (finish(process) != 0) {
            throw new IllegalStateException("npm ci failed, see e2e-tests/" + log);
        }
    }

    /// A program of the project that runs on. What it complains of goes to a file.
    Process start(String program, Map<String, String> environment) {
        try {
            var builder = builder(List.of("node", program), environment);
            return builder.redirectError(TARGET.resolve(program + ".log").toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs `node` to its end.
    ///
    /// @return its exit code
    int run(List<String> arguments, Map<String, String> environment, File output) {
        var command = new ArrayList<>(List.of("node"));
        command.addAll(arguments);
        try {
            return finish(start(command, environment, Redirect.to(output)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(
            List<String> command, Map<String, String> environment, Redirect output)
            throws IOException {
        return builder(command, environment)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
    }

    private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
        var builder = new ProcessBuilder(command).directory(FOLDER.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private static int finish(Process process) throws IOException {
        process.getOutputStream().close();
        try {
            if (process.waitFor(5, TimeUnit.MINUTES)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IllegalStateException("It did not come to an end: " + process.info());
    }
}
