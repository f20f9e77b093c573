package io.smoothllm.usage;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the schema up to date before records are read. Quarkus could do so by itself, but tells
// of
/// a database that is away in pages of stack; a [ConfigurationException] is one line.
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
