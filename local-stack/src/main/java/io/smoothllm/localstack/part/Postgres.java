package io.smoothllm.localstack.part;

import io.smoothllm.localstack.log.RotatingLog;
import io.smoothllm.testing.postgres.EmbeddedDatabase;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// PostgreSQL with a database for each service that needs one.
///
/// @param data its data folder
/// @param log where its own log goes
public record Postgres(
        Path data, int port, String password, List<String> databases, RotatingLog log)
        implements Part {

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public String url() {
        return "postgresql://127.0.0.1:" + port;
    }

    @Override
    public Running start() throws IOException {
        log.write("starting on port " + port);
        var server =
                EmbeddedDatabase.start(
                        data, port, password, Redirect.appendTo(log.file().toFile()));
        try {
            databases.forEach(server::createDatabase);
            return new Life(server, server.pid().orElseThrow());
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static final class Life implements Running {
        /// PostgreSQL leaves our process group when it starts; this one ends it if we are killed.
        private static final String GUARD = "trap '' INT HUP; read -r _; kill -INT \"$1\"";

        private final EmbeddedDatabase server;
        private final ProcessHandle postmaster;
        private final Process guard;

        Life(EmbeddedDatabase server, long pid) throws IOException {
            this.server = server;
            this.postmaster =
                    ProcessHandle.of(pid)
                            .orElseThrow(() -> new IOException("PostgreSQL ended at once"));
            this.guard =
                    new ProcessBuilder("/bin/sh", "-c", GUARD, "guard", Long.toString(pid)).start();
        }

        @Override
        public long pid() {
            return postmaster.pid();
        }

        @Override
        public boolean isReady() {
            return postmaster.isAlive();
        }

        @Override
        public Optional<String> ended() {
            return postmaster.isAlive() ? Optional.empty() : Optional.of("ended");
        }

        @Override
        public void stop() throws IOException {
            guard.destroyForcibly();
            server.close();
        }
    }
}
