package io.smoothllm.proxy.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.knuddels.jtokkit.api.Encoding;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEstimateTest {
    private static final String PROSE =
            "The quick brown fox, jumping over 12345 lazy dogs; isn't it? Ägypten und 日本語.\n";

    private static final TokenEstimate ESTIMATE = new TokenEstimate();
    private static Encoding exact;

    @BeforeAll
    static void awaitTables() {
        exact = ESTIMATE.ready().orTimeout(60, TimeUnit.SECONDS).join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Hello, world!", "  two  spaces ", "ö😀", "<|endoftext|>"})
    void countsShortTextsExactly(String text) {
        assertThat(ESTIMATE.of(text)).isEqualTo(exact.countTokensOrdinary(text));
    }

    @Test
    void cuttingATextIntoPiecesCostsNextToNothing() {
        var text = PROSE.repeat(300);

        var tokens = ESTIMATE.of(text);

        assertThat(tokens).isCloseTo(exact.countTokensOrdinary(text), within(20L));
    }

    @Test
    void aLongTextIsRepresentedByItsParts() {
        var text = PROSE.repeat(3000) + "x = y + 17;\n".repeat(20_000);

        var tokens = ESTIMATE.of(text);

        assertThat(tokens).isCloseTo(exact.countTokensOrdinary(text), Percentage.withPercentage(8));
    }

    @Test
    void aWordWithoutAnEndDoesNotHoldUpTheEventLoop() {
        var word = "qzxj".repeat(4 * 1024 * 1024);
        ESTIMATE.of(word);

        var started = System.nanoTime();
        var tokens = ESTIMATE.of(word);

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
        assertThat(tokens).isGreaterThan(word.length() / 10);
    }

    @Test
    void noCharacterIsCutInTwo() {
        var text = "😀".repeat(5000);

        var tokens = ESTIMATE.of(text);

        assertThat(tokens).isCloseTo(exact.countTokensOrdinary(text), within(20L));
    }
}
