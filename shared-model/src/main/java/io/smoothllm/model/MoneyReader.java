package io.smoothllm.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/// Takes a JSON string or number, by its digits: a number never becomes a double on the way.
final class MoneyReader extends StdScalarDeserializer<Money> {
    private static final long serialVersionUID = 1L;

    MoneyReader() {
        super(Money.class);
    }

    @Override
    public Money deserialize(JsonParser json, DeserializationContext context) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    amount(json.getText(), context);
            default -> (Money) context.handleUnexpectedToken(Money.class, json);
        };
    }

    private static Money amount(String text, DeserializationContext context) throws IOException {
        try {
            return Money.of(text);
        } catch (NumberFormatException e) {
            return (Money)
                    context.handleWeirdStringValue(Money.class, text, "an amount is a decimal");
        }
    }
}
