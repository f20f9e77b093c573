package io.smoothllm.testing.postgres;

import java.nio.file.Path;

/// Starts a server on the directory given, says its process id, and waits to be killed.
final class DatabaseOwner {
    private DatabaseOwner() {}

    public static void main(String[] arguments) throws Exception {
        var server = EmbeddedDatabase.start(Path.of(arguments[0]), 0, "right");
        System.out.println("pid " + server.pid().orElseThrow());
        Thread.currentThread().join();
    }
}
