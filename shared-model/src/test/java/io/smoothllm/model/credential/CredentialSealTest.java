package io.smoothllm.model.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smoothllm.model.Wire;
import java.security.GeneralSecurityException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CredentialSealTest {
    private static final UUID PROVIDER = UUID.randomUUID();
    private static final String CREDENTIAL = "sk-live-a-very-secret-thing";

    private final CredentialSeal seal = seal();

    private static CredentialSeal seal() {
        try {
            return CredentialSeal.of(CredentialSeal.newKeyset());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void opensWhatItSealed() throws Exception {
        var sealed = seal.seal(PROVIDER, CREDENTIAL);

        assertThat(seal.open(PROVIDER, sealed)).isEqualTo(CREDENTIAL);
    }

    @Test
    void doesNotOpenForAnotherProvider() throws Exception {
        var sealed = seal.seal(PROVIDER, CREDENTIAL);

        assertThatThrownBy(() -> seal.open(UUID.randomUUID(), sealed))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void doesNotOpenWithAnotherKeyset() throws Exception {
        var sealed = seal.seal(PROVIDER, CREDENTIAL);

        assertThatThrownBy(() -> seal().open(PROVIDER, sealed))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void survivesTheWire() throws Exception {
        var sent = Wire.write(seal.seal(PROVIDER, CREDENTIAL));

        assertThat(seal.open(PROVIDER, Wire.read(sent, SealedCredential.class)))
                .isEqualTo(CREDENTIAL);
    }

    @Test
    void refusesAKeysetThatIsNoneWithoutQuotingIt() {
        assertThatThrownBy(() -> CredentialSeal.of("{\"secret\":\"hunter2\"}"))
                .isInstanceOf(GeneralSecurityException.class)
                .message()
                .doesNotContain("hunter2");
    }
}
