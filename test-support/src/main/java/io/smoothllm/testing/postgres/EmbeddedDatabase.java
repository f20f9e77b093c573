package io.smoothllm.testing.postgres;

import io.smoothllm.testing.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/// A PostgreSQL 18 server on a loopback port, UTF-8 whatever the machine's locale is.
///
/// The binaries come from the class path and are unpacked once into `java.io.tmpdir`, under a file
/// lock, so several processes may start at the same time.
public final class EmbeddedDatabase implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    private static final Duration STARTUP_LIMIT = Duration.ofSeconds(90);
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /// Kept, because an unreferenced logger forgets its level. It tells every line of the server.
    private static final Logger STARTER = Logger.getLogger("io.zonky.test.db.postgres");

    static {
        STARTER.setLevel(Level.WARNING);
    }

    private final EmbeddedPostgres server;
    private final Path dataDirectory;
    private final String password;

    private EmbeddedDatabase(EmbeddedPostgres server, Path dataDirectory, String password) {
        this.server = server;
        this.dataDirectory = dataDirectory;
        this.password = password;
    }

    /// For tests: an empty server that is gone after [#close] or, at the latest, at the end of the
    /// JVM. It does not wait for the disk, so it loses data when the machine (not the server) dies.
    public static EmbeddedDatabase startTemporary() throws IOException {
        // Where the binaries are too: zonky removes what a killed JVM left there.
        var directory =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "embedded-pg",
                        "" + UUID.randomUUID());
        var builder =
                settings(directory, FreePort.find(), "postgres")
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("max_wal_size", "256MB")
                        .setServerConfig("shared_buffers", "64MB")
                        .setCleanDataDirectory(true)
                        .setRegisterShutdownHook(true);
        return new EmbeddedDatabase(builder.start(), directory, "postgres");
    }

    /// A server whose data stay. It is durable, and the caller must close it: there is no shutdown
    /// hook, so that its users can be stopped first.
    ///
    /// A server that a killed process left running on this directory is stopped first.
    ///
    /// @param dataDirectory made at the first start
    /// @param port 0 = a free one
    /// @param password of the superuser; fixed at the first start
    /// @throws IOException also when another process uses the directory, or the password is another
    public static EmbeddedDatabase start(Path dataDirectory, int port, String password)
            throws IOException {
        return start(dataDirectory, port, password, Redirect.DISCARD);
    }

    /// The same.
    ///
    /// @param log where the server's own log goes
    public static EmbeddedDatabase start(
            Path dataDirectory, int port, String password, Redirect log) throws IOException {
        var directory = dataDirectory.toAbsolutePath().normalize();
        Files.createDirectories(directory);
        new OrphanedPostmaster(directory).clear();
        var passwordFile =
                Files.createTempFile(
                        "initdb",
                        null,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, password);
            var builder =
                    settings(directory, FreePort.orFree(port), password)
                            .setServerConfig("fsync", "on")
                            .setServerConfig("shared_buffers", "256MB")
                            // A page is written whole after every checkpoint: make them rare.
                            .setServerConfig("max_wal_size", "2GB")
                            .setServerConfig("checkpoint_timeout", "15min")
                            .setServerConfig("work_mem", "16MB")
                            .setServerConfig("maintenance_work_mem", "128MB")
                            // Of a disk that does not spin.
                            .setServerConfig("random_page_cost", "1.1")
                            // Options of initdb, later ones win over zonky's `-A trust`.
                            .setLocaleConfig("auth", "scram-sha-256")
                            .setLocaleConfig("pwfile", passwordFile.toString())
                            .setOutputRedirector(log)
                            .setErrorRedirector(log)
                            .setCleanDataDirectory(false)
                            .setRegisterShutdownHook(false);
            return new EmbeddedDatabase(startOrStop(builder, directory), directory, password);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private static EmbeddedPostgres.Builder settings(Path directory, int port, String password) {
        var builder = EmbeddedPostgres.builder();
        if (System.getProperty("os.name").equals("Linux")) {
            // One call instead of a thousand: a third of the time to make a data directory.
            builder.setLocaleConfig("sync-method", "syncfs");
        }
        return builder.setPort(port)
                .setDataDirectory(directory)
                .setPGStartupWait(STARTUP_LIMIT)
                .setConnectConfig("password", password)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                // zonky's default is off, which loses acknowledged commits on kill -9.
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200");
    }

    /// zonky leaves a server running that it gave up on.
    private static EmbeddedPostgres startOrStop(EmbeddedPostgres.Builder builder, Path directory)
            throws IOException {
        try {
            return builder.start();
        } catch (IOException | RuntimeException e) {
            try {
                new OrphanedPostmaster(directory).stop();
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /// Makes the database if it is not there.
    ///
    /// @param name lower case letters, digits and `_`
    public void createDatabase(String name) {
        if (!PLAIN_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a plain database name: " + name);
        }
        try (var connection = server.getPostgresDatabase().getConnection();
                var query =
                        connection.prepareStatement(
                                "SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, name);
            if (query.executeQuery().next()) {
                return;
            }
            try (var creation = connection.createStatement()) {
                creation.execute("CREATE DATABASE " + name);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create the database " + name, e);
        }
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    public String username() {
        return SUPERUSER;
    }

    public String password() {
        return password;
    }

    public int port() {
        return server.getPort();
    }

    /// The postmaster's process id; empty when it is not running.
    public OptionalLong pid() {
        return new OrphanedPostmaster(dataDirectory).pid();
    }

    /// Ends all connections, writes everything down and waits until the server is gone.
    @Override
    public void close() throws IOException {
        var postmaster = pid();
        server.close();
        // zonky waits 5 s at most; a checkpoint on a busy disk takes longer.
        if (postmaster.isPresent()) {
            OrphanedPostmaster.awaitEnd(postmaster.getAsLong());
        }
    }
}
