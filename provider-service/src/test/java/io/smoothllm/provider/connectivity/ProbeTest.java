package io.smoothllm.provider.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.provider.provider.Upstream;
import io.smoothllm.provider.sealing.ApiKey;
import io.smoothllm.provider.upstream.BaseUrl;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "OPENAI, , https://api.openai.com/v1/models, Authorization, Bearer KEY",
        "ANTHROPIC, , https://api.anthropic.com/v1/models?limit=1000, x-api-key, KEY",
        "GEMINI, , https://generativelanguage.googleapis.com/v1beta/models?pageSize=1000,"
                + " x-goog-api-key, KEY",
        "AZURE_OPENAI, https://a.openai.azure.com,"
                + " https://a.openai.azure.com/openai/models?api-version=2024-10-21, api-key, KEY",
        "AZURE_OPENAI, https://a.openai.azure.com/openai,"
                + " https://a.openai.azure.com/openai/models?api-version=2024-10-21, api-key, KEY",
        "AZURE_OPENAI, https://a.openai.azure.com/openai/v1,"
                + " https://a.openai.azure.com/openai/v1/models, api-key, KEY",
        "BEDROCK, https://bedrock-runtime.eu-west-1.amazonaws.com,"
                + " https://bedrock.eu-west-1.amazonaws.com/foundation-models,"
                + " Authorization, Bearer KEY",
        "BEDROCK, https://vpce.example.org,"
                + " https://vpce.example.org/foundation-models, Authorization, Bearer KEY"
    })
    void theModelListOfEachDialect(
            Dialect dialect, String base, String url, String header, String value)
            throws TroubleException {
        var call = Probe.modelList(upstream(dialect, base));

        assertThat(call.target().uri() + call.path()).isEqualTo(url);
        assertThat(call.body()).isNull();
        assertThat(call.headers()).containsEntry(header, value.replace("KEY", "sk-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OPENAI | | https://api.openai.com/v1/chat/completions |"
                        + " {'model':'models/m 1','max_tokens':1,"
                        + "'messages':[{'role':'user','content':'Hi'}]}",
                "ANTHROPIC | | https://api.anthropic.com/v1/messages |"
                        + " {'model':'models/m 1','max_tokens':1,"
                        + "'messages':[{'role':'user','content':'Hi'}]}",
                "GEMINI | | https://generativelanguage.googleapis.com/v1beta/models/m%201:generateContent |"
                        + " {'contents':[{'role':'user','parts':[{'text':'Hi'}]}],"
                        + "'generationConfig':{'maxOutputTokens':1}}",
                "AZURE_OPENAI | https://a.azure.com | https://a.azure.com/openai/deployments/models%2Fm%201"
                        + "/chat/completions?api-version=2024-10-21 |"
                        + " {'model':'models/m 1','max_tokens':1,"
                        + "'messages':[{'role':'user','content':'Hi'}]}",
                "AZURE_OPENAI | https://a.azure.com/openai/v1 |"
                        + " https://a.azure.com/openai/v1/chat/completions |"
                        + " {'model':'models/m 1','max_tokens':1,"
                        + "'messages':[{'role':'user','content':'Hi'}]}",
                "BEDROCK | https://bedrock-runtime.eu-west-1.amazonaws.com |"
                        + " https://bedrock-runtime.eu-west-1.amazonaws.com/model/models%2Fm%201/converse |"
                        + " {'messages':[{'role':'user','content':[{'text':'Hi'}]}],"
                        + "'inferenceConfig':{'maxTokens':1}}"
            })
    void oneTokenOfEachDialect(Dialect dialect, String base, String url, String body)
            throws JsonProcessingException, TroubleException {
        var call = Probe.oneToken(upstream(dialect, base), "models/m 1");

        assertThat(call.target().uri() + call.path()).isEqualTo(url);
        assertThat(JSON.readTree(call.body())).isEqualTo(JSON.readTree(body.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OPENAI | {'data':[{'id':'a'},{'id':''},{'no':1},{'id':'b'}]}",
                "OPENAI | [{'id':'a'},{'id':'b'}]",
                "ANTHROPIC | {'data':[{'id':'a'},{'id':'b'}]}",
                "GEMINI | {'models':[{'name':'models/a'},{'name':'b'}]}",
                "AZURE_OPENAI | {'data':[{'id':'a'},{'id':'b'}]}",
                "BEDROCK | {'modelSummaries':[{'modelId':'a'},{'modelId':'b'}]}"
            })
    void namesOfEachDialectsList(Dialect dialect, String answer) throws JsonProcessingException {
        assertThat(Probe.names(dialect, JSON.readTree(answer.replace('\'', '"'))))
                .containsExactly("a", "b");
    }

    @Test
    void whatIsNoListHasNoNames() throws JsonProcessingException {
        assertThat(Probe.names(Dialect.OPENAI, JSON.readTree("{\"ok\":true}"))).isNull();
    }

    @Test
    void extraHeadersGoAlongButNeverReplaceTheKey() throws TroubleException {
        var upstream =
                new Upstream(
                        Dialect.ANTHROPIC,
                        BaseUrl.of(null, Dialect.ANTHROPIC),
                        ApiKey.of("sk-1"),
                        Map.of("Anthropic-Version", "2026-10-21", "X-API-KEY", "other"),
                        List.of());

        assertThat(Probe.modelList(upstream).headers())
                .containsEntry("anthropic-version", "2026-10-21")
                .containsEntry("X-API-KEY", "sk-1")
                .hasSize(4);
    }

    @Test
    void aCallDoesNotPrintItsHeaders() throws TroubleException {
        assertThat(Probe.modelList(upstream(Dialect.OPENAI, null)))
                .asString()
                .doesNotContain("sk-1");
    }

    private static Upstream upstream(Dialect dialect, String base) {
        return new Upstream(
                dialect, BaseUrl.of(base, dialect), ApiKey.of("sk-1"), Map.of(), List.of());
    }
}
