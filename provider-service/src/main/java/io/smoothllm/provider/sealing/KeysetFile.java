package io.smoothllm.provider.sealing;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smoothllm.model.credential.CredentialSeal;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/// Reads the keyset at boot: a service that cannot seal must not start.
class KeysetFile {

    /// Quarkus prints a [ConfigurationException] as one line, without its stack.
    @Produces
    @Singleton
    @Startup
    CredentialSeal seal(SealingConfig config) {
        var file =
                config.keysetFile()
                        .orElseThrow(
                                () ->
                                        new ConfigurationException(
                                                "smoothllm.sealing.keyset-file is not set: it"
                                                        + " names the Tink keyset that seals provider"
                                                        + " keys"));
        return read(file);
    }

    /// The reason is left to the cause's type: its text might quote the keyset.
    private static CredentialSeal read(Path file) {
        try {
            return CredentialSeal.of(Files.readString(file));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "smoothllm.sealing.keyset-file: cannot read "
                            + file
                            + " ("
                            + e.getClass().getSimpleName()
                            + ")");
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(
                    "smoothllm.sealing.keyset-file: "
                            + file
                            + " is not a Tink JSON keyset for AES-256-GCM");
        }
    }
}
