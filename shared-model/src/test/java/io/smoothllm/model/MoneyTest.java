package io.smoothllm.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    record Priced(Money price) {}

    @Test
    void isAPlainDecimalStringOnTheWire() {
        var json = Wire.write(new Priced(Money.of("1.25E-7")));

        assertThat(new String(json, UTF_8)).isEqualTo("{\"price\":\"0.000000125\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0.10\"", "0.1", "\"0.1\""})
    void isReadFromAStringOrANumber(String json) {
        var priced = Wire.read(("{\"price\":" + json + "}").getBytes(UTF_8), Priced.class);

        assertThat(priced.price()).isEqualTo(Money.of("0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "1e-999999999",
                "0.00000000000000000000000000000000000000001",
                "a lot",
                ""
            })
    void refusesWhatCannotBeAnAmount(String text) {
        assertThatThrownBy(() -> Money.of(text)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void zeroHasNoScale() {
        assertThat(Money.of("0.000")).isEqualTo(Money.ZERO);
    }
}
