package io.smoothllm.localstack.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smoothllm.model.credential.CredentialSeal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir Path parent;

    @Test
    void letsOneStackIn() throws Exception {
        var folder = parent.resolve("home");
        try (var home = Home.open(folder)) {
            assertThatThrownBy(() -> Home.open(folder))
                    .isInstanceOf(CannotStart.class)
                    .hasMessage(
                            "Another stack runs in %s (process %d). Stop it with: ./smoothllm down",
                            folder, ProcessHandle.current().pid());
        }
        Home.open(folder).close();
    }

    @Test
    void saysThatItIsNoFolder() throws Exception {
        var file = Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> Home.open(file))
                .isInstanceOf(CannotStart.class)
                .hasMessage("Cannot write to the data folder " + file);
    }

    @Test
    void keepsItsSecretsAndShowsThemToNobodyElse() throws Exception {
        try (var home = Home.open(parent.resolve("home"))) {
            var first = Secrets.in(home, "a@example.com", null);
            var second = Secrets.in(home, "other@example.com", "another password");

            assertThat(second).isEqualTo(first);
            assertThat(first.adminPassword()).matches("[a-z2-9]{5}(-[a-z2-9]{5}){3}");
            assertThat(first.toString()).doesNotContain(first.adminPassword());
            assertThat(permissions(home.path())).isEqualTo("rwx------");
            assertThat(permissions(home.path().resolve("secrets.json"))).isEqualTo("rw-------");
        }
    }

    @Test
    void keepsTheKeysThatSealCredentials() throws Exception {
        try (var home = Home.open(parent.resolve("home"))) {
            var file = Secrets.keysetFile(home);
            var keyset = Files.readString(file);

            assertThat(Secrets.keysetFile(home)).hasContent(keyset);
            assertThat(CredentialSeal.of(keyset)).isNotNull();
            assertThat(permissions(file)).isEqualTo("rw-------");
        }
    }

    @Test
    void findsPortsAgainUnlessTheyAreTaken() throws Exception {
        try (var home = Home.open(parent.resolve("home"))) {
            int kafka = new Ports(home).find("kafka");
            int postgres = new Ports(home).find("postgres");

            try (var taken = new ServerSocket(postgres, 1, InetAddress.getLoopbackAddress())) {
                var later = new Ports(home);
                assertThat(later.find("kafka")).isEqualTo(kafka);
                assertThat(later.find("postgres")).isNotIn(kafka, taken.getLocalPort());
            }
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
