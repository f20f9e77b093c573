package io.smoothllm.model;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;

/// US dollars, exact. On the wire a plain decimal string: `"0.000125"`, never `1.25E-4`.
@JsonDeserialize(using = MoneyReader.class)
public record Money(BigDecimal usd) implements Comparable<Money> {
    public static final Money ZERO = new Money(BigDecimal.ZERO);

    /// Trailing zeros carry no meaning, so equal amounts are equal records.
    public Money {
        usd = usd.signum() == 0 ? BigDecimal.ZERO : usd.stripTrailingZeros();
    }

    /// @throws NumberFormatException when it is not a decimal of at most 40 characters; the bound
    ///     keeps `1e999999999` from being unfolded
    public static Money of(String usd) {
        if (usd.length() > 40) {
            throw new NumberFormatException("an amount has at most 40 characters");
        }
        var amount = new BigDecimal(usd);
        if (Math.abs((long) amount.scale()) > 30) {
            throw new NumberFormatException("an amount has at most 30 decimal places");
        }
        return new Money(amount);
    }

    public Money plus(Money other) {
        return new Money(usd.add(other.usd));
    }

    public boolean isNegative() {
        return usd.signum() < 0;
    }

    @Override
    public int compareTo(Money other) {
        return usd.compareTo(other.usd);
    }

    @JsonValue
    @Override
    public String toString() {
        return usd.toPlainString();
    }
}
