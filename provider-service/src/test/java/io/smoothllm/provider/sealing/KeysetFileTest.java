package io.smoothllm.provider.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smoothllm.model.credential.CredentialSeal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Quarkus prints the message of a `ConfigurationException`, and nothing else, as it stops.
class KeysetFileTest {
    @TempDir Path folder;

    @Test
    void aUsableFileIsTaken() throws IOException, GeneralSecurityException {
        var file = Files.writeString(folder.resolve("keyset"), CredentialSeal.newKeyset());

        assertThat(seal(Optional.of(file))).isNotNull();
    }

    @Test
    void aMissingSettingIsNamed() {
        assertRefused(Optional.empty(), "smoothllm.sealing.keyset-file is not set");
    }

    @Test
    void aMissingFileIsNamed() {
        assertRefused(Optional.of(folder.resolve("none")), "cannot read " + folder.resolve("none"));
    }

    @Test
    void aFileOfAnotherKindIsNamedAndNotQuoted() throws IOException {
        var file = Files.writeString(folder.resolve("keyset"), "{\"key\": \"planted\"}");

        assertRefused(Optional.of(file), file + " is not a Tink JSON keyset");
    }

    private static void assertRefused(Optional<Path> file, String words) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> seal(file))
                .withMessageContaining(words)
                .withMessageNotContaining("planted")
                .withMessageNotContaining("\n")
                .withNoCause();
    }

    private static CredentialSeal seal(Optional<Path> file) {
        return new KeysetFile().seal(() -> file);
    }
}
