package io.smoothllm.testing.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The one PostgreSQL server of a test JVM, started by the first who asks and stopped when the JVM
/// ends. Its superuser is `postgres`, with that password.
public final class SharedDatabase {
    private SharedDatabase() {}

    /// The address of the database `name`, which is made if it is not there.
    public static String jdbcUrl(String name) {
        Running.SERVER.createDatabase(name);
        return Running.SERVER.jdbcUrl(name);
    }

    private static final class Running {
        static final EmbeddedDatabase SERVER = start();

        private static EmbeddedDatabase start() {
            try {
                return EmbeddedDatabase.startTemporary();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
