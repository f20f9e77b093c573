package io.smoothllm.usage.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.usage.CallStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLinesTest {
    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");

    @Test
    void theFirstLineNamesEveryColumnAsTheJsonDoes() throws IOException {
        var names =
                Arrays.stream(RecentCall.class.getRecordComponents()).map(RecordComponent::getName);

        assertThat(written().split("\r\n")[0].split(","))
                .containsExactly(names.toArray(String[]::new));
    }

    @Test
    void aCallIsALineWithPlainNumbersAndNothingWhereNothingIsKnown() throws IOException {
        var file = written(call("gpt-5", List.of("prod", "batch")));

        assertThat(file).endsWith("\r\n");
        assertThat(file.split("\r\n")[1])
                .isEqualTo(
                        "%1$s,7,req_1,1,2026-03-01T10:00:00Z,%1$s,ada,%1$s,,%1$s,openai,OPENAI,gpt-5,gpt-5-up,true,SUCCEEDED,200,,100,40,10,4,50,20,false,0.000000125,-0.5,true,7,1200,,prod;batch"
                                .formatted(ID));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,b         | \"a,b\"",
                "say \"hi\"    | \"say \"\"hi\"\"\"",
                "two`` words | two`` words",
                "ü 🙂        | ü 🙂"
            })
    void whatMeansSomethingToTheFormatIsQuoted(String model, String cell) throws IOException {
        assertThat(written(call(model, List.of()))).contains(",OPENAI," + cell + ",");
    }

    @Test
    void aLineBreakStaysWithinItsQuotes() throws IOException {
        assertThat(written(call("a\r\nb", List.of()))).contains(",OPENAI,\"a\r\nb\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\",1)"})
    void textThatASpreadsheetWouldRunBeginsWithAnApostrophe(String formula) throws IOException {
        var inCell = "'" + formula.replace("\"", "\"\"");

        assertThat(written(call(formula, List.of("x"))))
                .containsPattern(",OPENAI,\"?" + quote(inCell));
        assertThat(written(call("x", List.of(formula)))).containsPattern(",\"?" + quote(inCell));
    }

    @Test
    void aCarriageReturnIsNoWayRoundTheApostrophe() throws IOException {
        assertThat(written(call("\r=1", List.of()))).contains(",OPENAI,\"'\r=1\",");
    }

    private static String quote(String text) {
        return Pattern.quote(text);
    }

    private static String written(RecentCall... calls) throws IOException {
        var out = new ByteArrayOutputStream();
        var lines = new CsvLines(out);
        for (var call : calls) {
            lines.write(call);
        }
        lines.end();
        return out.toString(UTF_8);
    }

    private static RecentCall call(String model, List<String> tags) {
        return new RecentCall(
                ID,
                7,
                "req_1",
                1,
                Instant.parse("2026-03-01T10:00:00Z"),
                ID,
                "ada",
                ID,
                null,
                ID,
                "openai",
                Dialect.OPENAI,
                model,
                "gpt-5-up",
                true,
                CallStatus.SUCCEEDED,
                200,
                null,
                100,
                40,
                10,
                4,
                50,
                20,
                false,
                Money.of("0.000000125"),
                Money.of("-0.5"),
                true,
                7,
                1200,
                null,
                tags);
    }
}
