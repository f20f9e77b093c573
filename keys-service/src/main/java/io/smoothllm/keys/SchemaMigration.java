package io.smoothllm.keys;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the schema up to date before anything else asks the database. Quarkus could do so by
/// itself, but answers a database that is away with pages of stack; this is one line.
class SchemaMigration {
    void migrate(@Observes @Priority(1) StartupEvent event, Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw new ConfigurationException("smoothllm.database: " + reason(e));
        }
    }

    private static String reason(Throwable failure) {
        var innermost = failure;
        while (innermost.getCause() instanceof SQLException cause) {
            innermost = cause;
        }
        return String.valueOf(innermost.getMessage()).lines().findFirst().orElse("no reason");
    }
}
