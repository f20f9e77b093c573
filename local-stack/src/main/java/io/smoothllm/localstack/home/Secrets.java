package io.smoothllm.localstack.home;

import io.smoothllm.model.Wire;
import io.smoothllm.model.credential.CredentialSeal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/// What is made at random at the first start and kept.
///
/// @param adminPassword of the first admin, who may have changed it since
/// @param serviceToken what the services show each other
public record Secrets(
        String adminEmail, String adminPassword, String databasePassword, String serviceToken) {
    private static final String FILE = "secrets.json";
    private static final String KEYSET = "keyset.json";
    private static final SecureRandom RANDOM = new SecureRandom();

    /// Without look-alikes: a person may have to type it.
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    /// @param adminEmail of the first admin, if this is the first start
    /// @param adminPassword null = a random one
    public static Secrets in(Home home, String adminEmail, String adminPassword)
            throws IOException {
        var kept = home.read(FILE);
        if (kept.isPresent()) {
            return Wire.read(kept.get().getBytes(StandardCharsets.UTF_8), Secrets.class);
        }
        var made =
                new Secrets(
                        adminEmail,
                        adminPassword == null ? password() : adminPassword,
                        letters(32),
                        letters(48));
        home.write(FILE, new String(Wire.write(made), StandardCharsets.UTF_8));
        return made;
    }

    /// The file with the keys that seal provider credentials.
    public static Path keysetFile(Home home) throws IOException {
        if (home.read(KEYSET).isEmpty()) {
            try {
                home.write(KEYSET, CredentialSeal.newKeyset());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This JDK has no AES-GCM", e);
            }
        }
        return home.path().resolve(KEYSET);
    }

    /// 100 bits in four groups of five.
    private static String password() {
        return String.join("-", letters(5), letters(5), letters(5), letters(5));
    }

    private static String letters(int count) {
        return RANDOM.ints(count, 0, LETTERS.length())
                .collect(
                        StringBuilder::new,
                        (text, i) -> text.append(LETTERS.charAt(i)),
                        StringBuilder::append)
                .toString();
    }

    @Override
    public String toString() {
        return "Secrets[" + adminEmail + "]";
    }
}
