package io.smoothllm.provider.preset;

import static io.restassured.RestAssured.given;
import static io.smoothllm.provider.stack.Wishes.aProvider;
import static io.smoothllm.provider.stack.Wishes.saved;
import static io.smoothllm.provider.stack.Wishes.with;
import static io.smoothllm.provider.stack.Wishes.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.provider.stack.Person;
import io.smoothllm.provider.stack.ScriptedProvider;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Providers made by a preset, and what is said of their compatibility.
@QuarkusTest
class PresetApiTest {
    private static final String PROVIDERS = "/api/v1/providers";
    static final List<String> WITH_A_HOME =
            Presets.ALL.stream()
                    .filter(preset -> preset.baseUrl() != null)
                    .map(Preset::name)
                    .toList();

    @TestHTTPResource(value = "/openapi?format=json", management = true)
    URL openApi;

    private final Person admin = Person.anAdmin();

    @Test
    void anyoneWhoIsSignedInSeesThem() {
        var list = json(Person.aViewer(), PROVIDERS + "/presets");

        assertThat(list.getList("items.name")).hasSize(Presets.ALL.size());
        assertThat(list.<Object>get("next")).isNull();
        assertThat(list.<Map<String, Object>>get("items.find { it.name == 'mistral' }"))
                .containsOnly(
                        Map.entry("name", "mistral"),
                        Map.entry("displayName", "Mistral"),
                        Map.entry("dialect", "OPENAI"),
                        Map.entry("baseUrl", "https://api.mistral.ai/v1"),
                        new HashMap.SimpleEntry<>("baseUrlHint", null),
                        Map.entry("keyVariable", "MISTRAL_API_KEY"),
                        Map.entry("keyRequired", true),
                        Map.entry("docs", "https://docs.mistral.ai/api"),
                        Map.entry(
                                "compatibility",
                                Map.of(
                                        "streamOptions", false,
                                        "developerRole", false,
                                        "maxCompletionTokens", false,
                                        "responses", false,
                                        "reasoningContent", false,
                                        "jsonSchema", true,
                                        "sampling", true,
                                        "adaptiveThinking", true)));
    }

    @ParameterizedTest
    @FieldSource("WITH_A_HOME")
    void aPresetStandsForDialectBaseUrlAndCompatibility(String name) {
        var preset = Presets.find(name).orElseThrow();

        var made = read(saved(admin, byPreset(name)));

        assertThat(made.getString("preset")).isEqualTo(name);
        assertThat(made.getString("dialect")).isEqualTo(preset.dialect().name());
        assertThat(made.getString("baseUrl")).isEqualTo(preset.baseUrl().toString());
        assertThat(made.getMap("compatibility").values()).hasSize(8).containsOnlyNulls();
        assertThat(made.getBoolean("effectiveCompatibility.responses"))
                .isEqualTo(preset.compatibility().responses());
        assertThat(made.getBoolean("effectiveCompatibility.developerRole"))
                .isEqualTo(preset.compatibility().developerRole());
    }

    @Test
    void whatIsSaidGoesBeforeThePresetAndThePresetBeforeTheDefault() {
        var wish = with(byPreset("deepseek"), "baseUrl", "https://api.deepseek.test/v1");
        wish.put("dialect", "openai");
        wish.put("compatibility", Map.of("developerRole", true, "sampling", false));

        var made = read(saved(admin, wish));

        assertThat(made.getString("baseUrl")).isEqualTo("https://api.deepseek.test/v1");
        assertThat(made.getMap("compatibility"))
                .containsEntry("developerRole", true)
                .containsEntry("sampling", false)
                .containsEntry("jsonSchema", null);
        assertThat(made.getMap("effectiveCompatibility"))
                .isEqualTo(
                        Map.of(
                                "streamOptions", true,
                                "developerRole", true,
                                "maxCompletionTokens", false,
                                "responses", false,
                                "reasoningContent", true,
                                "jsonSchema", false,
                                "sampling", false,
                                "adaptiveThinking", true));
    }

    @Test
    void withoutAPresetTheDefaultIsWhatIsNotSaid() {
        var made =
                read(saved(admin, with(aProvider(), "compatibility", Map.of("responses", true))));

        assertThat(made.<Object>get("preset")).isNull();
        assertThat(made.getBoolean("effectiveCompatibility.responses")).isTrue();
        assertThat(made.getBoolean("effectiveCompatibility.developerRole")).isTrue();
    }

    @Test
    void puttingWhatWasReadChangesNothing() {
        var wish = byPreset("groq");
        wish.put("compatibility", Map.of("jsonSchema", false));
        var tier = Map.of("aboveInputTokens", 200_000, "outputPrice", "3.50");
        var model =
                Map.of(
                        "name", "m",
                        "inputPrice", "1",
                        "cacheWriteHourPrice", "6.00",
                        "reasoningPrice", "7",
                        "requestPrice", "0.005",
                        "tiers", List.of(tier));
        var id = saved(admin, with(wish, "models", List.of(model)));
        Map<String, Object> before = read(id).getMap("");

        admin.asks().body(before).put(PROVIDERS + "/" + id).then().statusCode(200);

        Map<String, Object> after = read(id).getMap("");
        assertThat(after).containsEntry("version", 2);
        assertThat(unchangeable(after)).isEqualTo(unchangeable(before));
    }

    @Test
    void aPutWithoutThemTakesThemAway() {
        var wish = byPreset("deepseek");
        var id = saved(admin, with(wish, "compatibility", Map.of("sampling", false)));
        var plain = with(without(wish, "preset"), "dialect", "OPENAI");
        plain.put("baseUrl", "https://api.deepseek.com/v1");

        admin.asks().body(plain).put(PROVIDERS + "/" + id).then().statusCode(200);

        var after = read(id);
        assertThat(after.<Object>get("preset")).isNull();
        assertThat(after.getBoolean("effectiveCompatibility.sampling")).isTrue();
        assertThat(after.getBoolean("effectiveCompatibility.reasoningContent")).isFalse();
    }

    @Test
    void anUnsavedProviderIsTestedByItsPreset() {
        var list = "{\"models\":[{\"name\":\"models/gemini-3\"}]}";
        try (var provider = new ScriptedProvider(ScriptedProvider.json(200, list))) {
            var wish = without(with(byPreset("gemini"), "baseUrl", provider.url()), "name");

            var result = admin.asks().body(wish).post(PROVIDERS + "/test").jsonPath();

            assertThat(result.getList("models")).containsExactly("gemini-3");
            assertThat(provider.requests().getFirst()).containsIgnoringCase("x-goog-api-key: ");
        }
    }

    @Test
    void theApisDocumentTellsOfThem() {
        var schemas = given().get(openApi).then().statusCode(200).extract().jsonPath();
        var members = "components.schemas.%s.properties";

        assertThat(schemas.getMap(members.formatted("ProviderRequest")))
                .containsKeys("preset", "compatibility");
        assertThat(schemas.getMap(members.formatted("UnsavedProvider"))).containsKey("preset");
        assertThat(schemas.getMap(members.formatted("ProviderView")))
                .containsKeys("preset", "compatibility", "effectiveCompatibility");
        assertThat(schemas.getMap(members.formatted("CompatibilityChoice"))).hasSize(8);
        assertThat(schemas.getMap(members.formatted("Preset"))).hasSize(9);
        for (var model : List.of("ModelRequest", "CatalogModel")) {
            assertThat(schemas.getMap(members.formatted(model)))
                    .containsKeys("inputPrice", "cacheWriteHourPrice", "requestPrice", "tiers")
                    .doesNotContainKey("prices");
        }
        assertThat(schemas.getMap(members.formatted("PriceTier")))
                .containsKeys("aboveInputTokens", "reasoningPrice");
    }

    private static Map<String, Object> byPreset(String name) {
        return with(without(without(aProvider(), "dialect"), "baseUrl"), "preset", name);
    }

    private static Map<String, Object> unchangeable(Map<String, Object> shown) {
        return without(without(shown, "version"), "updatedAt");
    }

    private JsonPath read(String id) {
        return json(admin, PROVIDERS + "/" + id);
    }

    private static JsonPath json(Person person, String path) {
        return person.asks().get(path).then().statusCode(200).extract().jsonPath();
    }
}
