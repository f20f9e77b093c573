package io.smoothllm.provider.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'equals':'gpt-5'}                                      | GPT-5      | true",
                "{'equals':'gpt-5'}                                      | gpt-5-mini | false",
                "{'starts_with':'GPT-5'}                                 | gpt-5-mini | true",
                "{'starts_with':'mini'}                                  | gpt-5-mini | false",
                "{'ends_with':'mini'}                                    | gpt-5-MINI | true",
                "{'ends_with':'gpt'}                                     | gpt-5-mini | false",
                "{'contains':'-5-'}                                      | gpt-5-mini | true",
                "{'contains':'-6-'}                                      | gpt-5-mini | false",
                "{'regex':'^gpt-\\d$'}                                   | gpt-5      | true",
                "{'regex':'\\d'}                                         | gpt-5-mini | true",
                "{'regex':'^GPT'}                                        | gpt-5      | false",
                "{'or':[{'equals':'a'},{'equals':'b'}]}                  | b          | true",
                "{'or':[]}                                               | b          | false",
                "{'and':[{'starts_with':'a'},{'ends_with':'c'}]}         | abc        | true",
                "{'and':[{'starts_with':'a'},{'or':[{'equals':'b'}]}]}   | abc        | false",
            })
    void everyClauseMeansWhatItSays(String clause, String name, boolean fits) throws Exception {
        var match = Match.of(json(clause));

        assertThat(match.fits(name)).isEqualTo(fits);
    }

    @Test
    void aClauseThatIsNewIsNotPassedOver() {
        assertThatThrownBy(() -> Match.of(json("{'sounds_like':'gpt'}")))
                .hasMessageContaining("sounds_like");
    }

    /// CSV takes single quotes for its own.
    private static JsonNode json(String text) throws Exception {
        return JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                .build()
                .readTree(text.replace("\\d", "\\\\d"));
    }
}
