package io.smoothllm.keys.password;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.quarkus.runtime.LaunchMode;
import io.smoothllm.keys.problem.Problem;
import io.smoothllm.keys.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.Normalizer;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Argon2id, by default with the parameters of OWASP's Password Storage Cheat Sheet: see
/// [PasswordConfig].
///
/// Each hash fills 19 MiB and keeps a processor busy for tens of milliseconds, so there are never
/// more at a time than processors; who waits too long is told to come back.
@ApplicationScoped
public class Passwords {
    public static final int MIN_LENGTH = 12;

    /// Bounds what an anonymous caller can make us hash.
    public static final int MAX_LENGTH = 128;

    private static final int PARALLELISM = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int PATIENCE_SECONDS = 5;

    private final Argon2Function current;

    private final Semaphore processors =
            new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    /// Nobody's password, for accounts that do not exist.
    private final String nobody;

    Passwords(PasswordConfig config, LaunchMode mode) {
        boolean weak =
                config.memoryKib() < PasswordConfig.OWASP_MEMORY_KIB
                        || config.iterations() < PasswordConfig.OWASP_ITERATIONS;
        if (weak && mode == LaunchMode.NORMAL) {
            throw new IllegalStateException(
                    "smoothllm.passwords.memory-kib is at least %d and .iterations at least %d"
                            .formatted(
                                    PasswordConfig.OWASP_MEMORY_KIB,
                                    PasswordConfig.OWASP_ITERATIONS));
        }
        current =
                Argon2Function.getInstance(
                        config.memoryKib(),
                        config.iterations(),
                        PARALLELISM,
                        HASH_BYTES,
                        Argon2.ID);
        nobody = hash(UUID.randomUUID().toString());
    }

    /// In PHC format: `$argon2id$v=19$m=19456,t=2,p=1$…`.
    public String hash(String password) {
        return whenFree(
                () ->
                        Password.hash(normal(password))
                                .addRandomSalt(SALT_BYTES)
                                .with(current)
                                .getResult());
    }

    /// @param hash null = there is no such account: false, after the same work
    public boolean matches(String password, String hash) {
        var against = hash == null ? nobody : hash;
        boolean equal =
                whenFree(
                        () ->
                                Password.check(normal(password), against)
                                        .with(Argon2Function.getInstanceFromHash(against)));
        return equal && hash != null;
    }

    /// Whether a hash was made with other parameters than today's.
    public boolean isOutdated(String hash) {
        return !Argon2Function.getInstanceFromHash(hash).equals(current);
    }

    /// The same password typed on different systems may come as different code points.
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private <T> T whenFree(Supplier<T> work) {
        try {
            if (!processors.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new ProblemException(new Problem.Busy());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(new Problem.Busy());
        }
        try {
            return work.get();
        } finally {
            processors.release();
        }
    }
}
