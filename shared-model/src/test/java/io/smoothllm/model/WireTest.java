package io.smoothllm.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.smoothllm.model.key.KeyGrant;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"status\":\"hunter2\"}|Not a KeyGrant: wrong at status",
                "{\"secrets\":[{\"sha256\":\"hunter2\"}]}|Not a KeyGrant: wrong at secrets.[].sha256",
                "hunter2|Not a KeyGrant: no JSON at column 1",
                "{\"name\":\"hunter2|Not a KeyGrant: wrong at name"
            })
    void saysWhereAMessageIsWrongAndNeverWhatItSays(String text, String reason) {
        var refused = catchThrowable(() -> Wire.read(text.getBytes(UTF_8), KeyGrant.class));

        var everything = new StringWriter();
        refused.printStackTrace(new PrintWriter(everything));
        assertThat(refused).hasMessage(reason);
        assertThat(everything.toString()).doesNotContain("hunter2");
    }
}
