package io.smoothllm.model.credential;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Base64;

/// A credential nobody can read without the keyset.
public record SealedCredential(byte[] ciphertext) {
    public SealedCredential {
        ciphertext = ciphertext.clone();
    }

    @JsonCreator
    public static SealedCredential ofBase64(String text) {
        return new SealedCredential(Base64.getDecoder().decode(text));
    }

    @JsonValue
    public String base64() {
        return Base64.getEncoder().encodeToString(ciphertext);
    }

    @Override
    public byte[] ciphertext() {
        return ciphertext.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedCredential sealed && base64().equals(sealed.base64());
    }

    @Override
    public int hashCode() {
        return base64().hashCode();
    }

    @Override
    public String toString() {
        return "SealedCredential[" + ciphertext.length + " bytes]";
    }
}
