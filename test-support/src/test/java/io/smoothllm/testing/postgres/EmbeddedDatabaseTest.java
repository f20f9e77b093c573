package io.smoothllm.testing.postgres;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class EmbeddedDatabaseTest {
    /// Of a server that ran once. Making one takes seconds, a copy does not.
    @TempDir static Path used;

    @TempDir Path home;

    @BeforeAll
    static void firstStart() throws Exception {
        EmbeddedDatabase.start(used, 0, "right").close();
    }

    @BeforeEach
    void copy() throws Exception {
        try (var files = Files.walk(used)) {
            for (var file : files.skip(1).toList()) {
                Files.copy(file, home.resolve(used.relativize(file)), COPY_ATTRIBUTES);
            }
        }
    }

    @Test
    void temporaryServerIsPostgres18InUtf8AndGoneAfterwards() throws Exception {
        long pid;
        try (var server = EmbeddedDatabase.startTemporary()) {
            server.createDatabase("keys");
            server.createDatabase("keys");
            pid = server.pid().orElseThrow();

            assertThat(ask(server, "keys", "SHOW server_version")).startsWith("18.");
            assertThat(ask(server, "keys", "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(ask(server, "keys", "SELECT upper('ünïcode 🙂')")).isEqualTo("ÜNÏCODE 🙂");
            assertThat(ask(server, "keys", "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    @Test
    void dataSurviveARestart() throws Exception {
        try (var server = start("right")) {
            write(server, "kept");
        }
        try (var server = start("right")) {
            assertThat(ask(server, "keys", "SELECT word FROM words")).isEqualTo("kept");
        }
    }

    @Test
    void dataSurviveAKilledServer() throws Exception {
        var killed = start("right");
        write(killed, "kept");
        long pid = killed.pid().orElseThrow();
        kill(pid);
        assertThat(killed.pid()).isEmpty();
        assertThat(home.resolve("postmaster.pid")).exists();
        killed.close();

        try (var server = start("right")) {
            assertThat(server.pid()).isNotEmpty().isNotEqualTo(pid);
            assertThat(ask(server, "keys", "SHOW fsync")).isEqualTo("on");
            assertThat(ask(server, "keys", "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(server, "keys", "SELECT word FROM words")).isEqualTo("kept");
        }
    }

    @Test
    void serverThatAKilledProcessLeftRunningIsReplaced() throws Exception {
        var owner =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                DatabaseOwner.class.getName(),
                                home.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        long orphan = pidSaidBy(owner);
        kill(owner.pid());
        assertThat(ProcessHandle.of(orphan)).isPresent();

        try (var server = start("right")) {
            assertThat(ProcessHandle.of(orphan)).isEmpty();
            assertThat(ask(server, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    private static long pidSaidBy(Process owner) throws IOException {
        try (var output = owner.inputReader()) {
            return output.lines()
                    .filter(line -> line.startsWith("pid "))
                    .mapToLong(line -> Long.parseLong(line.substring(4)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void pidFileThatNamesAnotherProgramIsNoObstacle() throws Exception {
        start("right").close();
        var someone = Long.toString(ProcessHandle.current().pid());
        Files.writeString(home.resolve("postmaster.pid"), someone + "\n" + home + "\n");

        try (var server = start("right")) {
            assertThat(server.pid()).isNotEmpty();
        }
    }

    @Test
    void directoryInUseIsRefusedAndItsServerLivesOn() throws Exception {
        try (var server = start("right")) {
            assertThatThrownBy(() -> start("right"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
            assertThat(ask(server, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void takenPortIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(home, taken.getLocalPort(), "right"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Port " + taken.getLocalPort() + " is taken");
        }
    }

    @Test
    void wrongPasswordIsRefused() throws Exception {
        try (var server = start("right")) {
            var url = server.jdbcUrl("postgres");
            assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
        }
    }

    private EmbeddedDatabase start(String password) throws IOException {
        return EmbeddedDatabase.start(home, 0, password);
    }

    private static void kill(long pid) throws Exception {
        var process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);
    }

    private static void write(EmbeddedDatabase server, String word) throws SQLException {
        server.createDatabase("keys");
        try (var connection =
                        DriverManager.getConnection(
                                server.jdbcUrl("keys"), server.username(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE words (word text)");
            statement.execute("INSERT INTO words VALUES ('" + word + "')");
        }
    }

    private static String ask(EmbeddedDatabase server, String database, String query)
            throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                server.jdbcUrl(database), server.username(), server.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
