package io.smoothllm.kit.database;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the schema up to date before anything else starts. Not left to
/// `quarkus.flyway.migrate-at-start`, which answers a database that is away with two pages of
/// stack; Quarkus prints a [ConfigurationException] as one line.
class SchemaMigration {
    void migrate(@Observes @Priority(1) StartupEvent event, Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw new ConfigurationException("smoothllm.database: " + reason(e));
        }
    }

    /// The deepest words that are still about a database, on one line.
    private static String reason(Throwable failure) {
        var told = failure;
        while (told.getCause() instanceof SQLException cause) {
            told = cause;
        }
        return String.valueOf(told.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
