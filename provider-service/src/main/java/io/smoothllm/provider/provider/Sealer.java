package io.smoothllm.provider.provider;

import io.smoothllm.model.credential.CredentialSeal;
import io.smoothllm.model.credential.SealedCredential;
import io.smoothllm.provider.problem.ProblemException;
import io.smoothllm.provider.sealing.ApiKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.util.UUID;

/// Puts a key into a row and takes it out again.
@ApplicationScoped
class Sealer {
    private final CredentialSeal seal;

    Sealer(CredentialSeal seal) {
        this.seal = seal;
    }

    void put(ProviderRow row, ApiKey key) {
        if (key.isEmpty()) {
            row.credential = null;
            row.apiKeyHint = null;
        } else {
            row.credential = seal(row.id, key).ciphertext();
            row.apiKeyHint = key.hint();
        }
    }

    /// Null when the row has none.
    ///
    /// @throws ProblemException when the row was tampered with, or its key was retired from the
    ///     keyset
    ApiKey take(ProviderRow row) {
        if (row.credential == null) {
            return null;
        }
        try {
            return ApiKey.of(seal.open(row.id, row.sealedKey()));
        } catch (GeneralSecurityException e) {
            throw ProblemException.invalid(
                    "apiKey", "is needed again: the stored one cannot be opened any more");
        }
    }

    private SealedCredential seal(UUID provider, ApiKey key) {
        try {
            return seal.seal(provider, key.reveal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keyset was usable at boot and is not now", e);
        }
    }
}
