package io.smoothllm.proxy.routing;

import io.smoothllm.model.credential.CredentialSeal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@ApplicationScoped
class SealProducer {
    @Produces
    @Singleton
    CredentialSeal seal(@ConfigProperty(name = "smoothllm.sealing.keyset-file") Path keyset) {
        try {
            return CredentialSeal.of(Files.readString(keyset));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "smoothllm.sealing.keyset-file: " + keyset + " is not a readable AEAD keyset",
                    e);
        }
    }
}
