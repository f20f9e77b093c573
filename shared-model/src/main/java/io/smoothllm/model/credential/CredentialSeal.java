package io.smoothllm.model.credential;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/// Seals and opens provider credentials with a Tink keyset (AES-256-GCM). The provider's id is the
/// associated data, so a ciphertext moved to another row does not open.
///
/// Rotation: add a key to the keyset and make it primary; old ciphertexts still open.
public final class CredentialSeal {
    private final Aead aead;

    private CredentialSeal(Aead aead) {
        this.aead = aead;
    }

    /// @param keyset Tink's JSON keyset format, as in the keyset file
    /// @throws GeneralSecurityException when it is not a usable AEAD keyset; the text never quotes
    ///     it
    public static CredentialSeal of(String keyset) throws GeneralSecurityException {
        AeadConfig.register();
        var handle = TinkJsonProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get());
        return new CredentialSeal(handle.getPrimitive(RegistryConfiguration.get(), Aead.class));
    }

    /// A fresh keyset with one key, to be written to the keyset file.
    public static String newKeyset() throws GeneralSecurityException {
        AeadConfig.register();
        return TinkJsonProtoKeysetFormat.serializeKeyset(
                KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
                InsecureSecretKeyAccess.get());
    }

    public SealedCredential seal(UUID providerId, String credential)
            throws GeneralSecurityException {
        return new SealedCredential(
                aead.encrypt(
                        credential.getBytes(StandardCharsets.UTF_8), associatedData(providerId)));
    }

    /// @throws GeneralSecurityException when it was sealed for another provider or under a key that
    ///     is not in the keyset
    public String open(UUID providerId, SealedCredential sealed) throws GeneralSecurityException {
        var clear = aead.decrypt(sealed.ciphertext(), associatedData(providerId));
        return new String(clear, StandardCharsets.UTF_8);
    }

    private static byte[] associatedData(UUID providerId) {
        return ByteBuffer.allocate(16)
                .putLong(providerId.getMostSignificantBits())
                .putLong(providerId.getLeastSignificantBits())
                .array();
    }
}
