package io.smoothllm.testing.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smoothllm.testing.OncePerJvm;
import io.smoothllm.testing.postgres.SharedDatabase;
import java.util.Map;

/// Gives the service under test a database of its own, `smoothllm.database.*`. The init argument
/// `database` names it.
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    private String database = "test";

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.getOrDefault("database", database);
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "smoothllm.database.url", OncePerJvm.ask(SharedDatabase.class, "jdbcUrl", database),
                "smoothllm.database.username", "postgres",
                "smoothllm.database.password", "postgres");
    }

    /// The server serves the next class too, and stops with the JVM.
    @Override
    public void stop() {}
}
