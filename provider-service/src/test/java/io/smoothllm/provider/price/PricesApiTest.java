package io.smoothllm.provider.price;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.provider.stack.Person;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class PricesApiTest {
    private static final String PRICES = "/api/v1/prices";

    @TestHTTPResource(value = "/openapi?format=json", management = true)
    URL openApi;

    private final Person viewer = Person.aViewer();

    @Test
    void aModelHasItsPricesInTheFieldsOfAProvidersModel() {
        var found = list(Map.of("provider", "anthropic", "model", "claude-sonnet-4-5"));

        assertThat(found.<Object>get("next")).isNull();
        assertThat(found.getList("items")).hasSize(1);
        assertThat(found.<Map<String, Object>>get("items[0]"))
                .containsEntry("provider", "anthropic")
                .containsEntry("providerName", "Anthropic")
                .containsEntry("model", "claude-sonnet-4-5")
                .containsEntry("inputPrice", "3")
                .containsEntry("cacheWriteHourPrice", "6")
                .containsEntry("reasoningPrice", null)
                .containsEntry("contextWindow", 200_000)
                .containsKey("asOf");
        assertThat(found.getInt("items[0].tiers[0].aboveInputTokens")).isEqualTo(200_000);
        assertThat(found.getString("items[0].tiers[0].outputPrice")).isEqualTo("22.5");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "openai,       -,         -,                          gpt-5-mini,     openai",
                "azure-openai, -,         -,                          gpt-5-mini,     azure",
                "gemini,       -,         -,                          gemini-2.5-pro, google",
                "xai,          -,         -,                          grok-4.3,       x-ai",
                "aws,          -,         -,                          amazon.nova-lite-v1:0, aws",
                "-,            anthropic, -,                          claude-sonnet-4-5, anthropic",
                "-,            openai,    https://api.deepseek.com,   deepseek-v4-pro, deepseek",
                "-,            -,         https://api.deepseek.com,   deepseek-v4-pro, deepseek",
                "-,            -,         -,                          claude-sonnet-4-5, anthropic",
                "ollama,       -,         -,                          gpt-5-mini,     -",
                "-,            openai,    http://localhost:11434/v1,  gpt-5-mini,     -",
                "nobody,       -,         -,                          gpt-5-mini,     -",
                "-,            bedrock,   -,                          no-such-model,  -",
            })
    void whoBillsFollowsFromWhatIsSaid(
            String provider, String dialect, String baseUrl, String model, String biller) {
        var asked = new HashMap<String, Object>();
        asked.put("provider", provider);
        asked.put("dialect", dialect);
        asked.put("baseUrl", baseUrl);
        asked.put("model", model);
        asked.values().removeIf(Objects::isNull);

        var found = list(asked);

        assertThat(found.getString("items[0].provider")).isEqualTo(biller);
    }

    @Test
    void everyWordOfASearchMustBeThere() {
        var found = list(Map.of("query", "Anthropic SONNET 4.5", "limit", 500));

        assertThat(found.getList("items.name", String.class))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).containsIgnoringCase("sonnet"));
    }

    @Test
    void aSearchIsReadPageByPage() {
        var whole = list(Map.of("provider", "mistral")).getList("items.model", String.class);

        var first = list(Map.of("provider", "mistral", "limit", 7));
        var second = list(Map.of("provider", "mistral", "limit", 500, "cursor", first.get("next")));

        assertThat(first.getList("items.model")).isEqualTo(whole.subList(0, 7));
        assertThat(second.getList("items.model")).isEqualTo(whole.subList(7, whole.size()));
        assertThat(second.<Object>get("next")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"dialect, COBOL", "cursor, x", "limit, 0", "baseUrl, ftp://x", "baseUrl, text"})
    void aWrongParameterIsNamed(String name, String value) {
        var reply = viewer.asks().queryParam(name, value).get(PRICES);

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.jsonPath().getList("errors.field")).containsExactly(name);
    }

    @Test
    void theApisDocumentTellsOfThem() {
        var schemas = given().get(openApi).then().statusCode(200).extract().jsonPath();

        assertThat(schemas.getMap("components.schemas.DefaultPrice.properties"))
                .containsKeys("provider", "model", "inputPrice", "requestPrice", "tiers", "asOf")
                .doesNotContainKey("prices");
    }

    private JsonPath list(Map<String, ?> parameters) {
        return viewer.asks()
                .queryParams(parameters)
                .get(PRICES)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
