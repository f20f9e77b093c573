package io.smoothllm.keys.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordsTest {
    private static final String RIGHT = "correct horse battery";

    private final Passwords passwords = new Passwords(working(512, 1), LaunchMode.TEST);

    @Test
    void hashesWithArgon2idInOwaspsParameters() {
        var inEarnest = new Passwords(byDefault(), LaunchMode.NORMAL);

        assertThat(inEarnest.hash(RIGHT)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @ParameterizedTest
    @CsvSource({"19455, 2", "19456, 1"})
    void lessWorkIsRefusedInEarnest(int memoryKib, int iterations) {
        var config = working(memoryKib, iterations);

        assertThatThrownBy(() -> new Passwords(config, LaunchMode.NORMAL))
                .hasMessageContaining("at least 19456");
    }

    @Test
    void saltsEveryHash() {
        assertThat(passwords.hash(RIGHT)).isNotEqualTo(passwords.hash(RIGHT));
    }

    @Test
    void tellsRightFromWrong() {
        var hash = passwords.hash(RIGHT);

        assertThat(passwords.matches(RIGHT, hash)).isTrue();
        assertThat(passwords.matches("correct horse batterx", hash)).isFalse();
        assertThat(passwords.matches(RIGHT, null)).isFalse();
    }

    @Test
    void takesTheSamePasswordInEitherUnicodeForm() {
        var hash = passwords.hash("gro\u00dfe T\u00fcren sind offen");

        assertThat(passwords.matches("gro\u00dfe Tu\u0308ren sind offen", hash)).isTrue();
    }

    @Test
    void knowsHashesOfOtherParameters() {
        var weak = Argon2Function.getInstance(1024, 1, 1, 32, Argon2.ID);
        var outdated = Password.hash(RIGHT).addRandomSalt(16).with(weak).getResult();

        assertThat(passwords.matches(RIGHT, outdated)).isTrue();
        assertThat(passwords.isOutdated(outdated)).isTrue();
        assertThat(passwords.isOutdated(passwords.hash(RIGHT))).isFalse();
    }

    /// An answer that skipped the hash would come hundreds of times faster.
    @Test
    void takesAsLongForNobodyAsForSomebody() {
        var passwords = new Passwords(byDefault(), LaunchMode.NORMAL);
        var hash = passwords.hash(RIGHT);

        long somebody = fastestOfFive(() -> passwords.matches("a wrong password", hash));
        long nobody = fastestOfFive(() -> passwords.matches("a wrong password", null));

        assertThat((double) nobody / somebody).isBetween(0.2, 5.0);
    }

    private static PasswordConfig byDefault() {
        return configured(Map.of());
    }

    private static PasswordConfig working(int memoryKib, int iterations) {
        return configured(
                Map.of(
                        "smoothllm.passwords.memory-kib", "" + memoryKib,
                        "smoothllm.passwords.iterations", "" + iterations));
    }

    private static PasswordConfig configured(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(PasswordConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(PasswordConfig.class);
    }

    private static long fastestOfFive(Runnable work) {
        return LongStream.generate(
                        () -> {
                            long start = System.nanoTime();
                            work.run();
                            return System.nanoTime() - start;
                        })
                .limit(5)
                .min()
                .orElseThrow();
    }
}
