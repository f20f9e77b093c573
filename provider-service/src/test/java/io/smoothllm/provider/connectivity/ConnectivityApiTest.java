package io.smoothllm.provider.connectivity;

import static io.smoothllm.provider.stack.Wishes.aModel;
import static io.smoothllm.provider.stack.Wishes.aProvider;
import static io.smoothllm.provider.stack.Wishes.saved;
import static io.smoothllm.provider.stack.Wishes.with;
import static io.smoothllm.provider.stack.Wishes.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.provider.stack.Person;
import io.smoothllm.testing.simulator.ProviderSimulator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ConnectivityApiTest {
    private static ProviderSimulator simulator;

    private final Person member = Person.aMember();

    @BeforeAll
    static void start() {
        simulator = new ProviderSimulator().start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPENAI", "ANTHROPIC"})
    void aSavedProviderIsReallyCalled(String dialect) {
        var id = saved(member, simulated(dialect));

        var result = test("/api/v1/providers/" + id + "/test", null);

        assertThat(result.getBoolean("ok")).isTrue();
        assertThat(result.getString("error")).isNull();
        assertThat(result.getList("models", String.class))
                .isNotEmpty()
                .allMatch(m -> m.startsWith("sim-"));
        assertThat(result.getLong("latencyMs")).isBetween(0L, 10_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPENAI", "ANTHROPIC"})
    void anUnsavedProviderNeedsNoNameToBeTested(String dialect) {
        var result = test("/api/v1/providers/test", without(simulated(dialect), "name"));

        assertThat(result.getBoolean("ok")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPENAI", "ANTHROPIC"})
    void aWrongKeyIsSaidToBeWrong(String dialect) {
        var wish = with(simulated(dialect), "apiKey", "sk-wrong-0123456789");

        var result = test("/api/v1/providers/test", wish);

        assertThat(result.getBoolean("ok")).isFalse();
        assertThat(result.getList("models")).isEmpty();
        assertThat(result.getString("error.code")).isEqualTo("unauthorized");
        assertThat(result.getString("error.message"))
                .isEqualTo("The provider does not take this API key.");
    }

    @Test
    void anEditIsTestedWithTheStoredKey() {
        var wish = simulated("OPENAI");
        var id = saved(member, wish);

        var stored = test("/api/v1/providers/test", with(without(wish, "apiKey"), "id", id));
        var other = with(with(wish, "id", id), "apiKey", "sk-wrong-0123456789");
        var given = test("/api/v1/providers/test", other);

        assertThat(stored.getBoolean("ok")).isTrue();
        assertThat(given.getString("error.code")).isEqualTo("unauthorized");
    }

    @Test
    void aStoredKeyIsNotTestedAgainstAnotherHost() {
        var wish = simulated("OPENAI");
        var id = saved(member, wish);
        var elsewhere =
                with(with(without(wish, "apiKey"), "id", id), "baseUrl", "http://127.0.0.2:1999");

        var reply = member.asks().body(elsewhere).post("/api/v1/providers/test");

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.jsonPath().getString("errors[0].field")).isEqualTo("apiKey");
    }

    @Test
    void aWrongPathIsSaidToBeWrong() {
        var wish = with(simulated("OPENAI"), "baseUrl", simulator.openAiBaseUrl() + "/nowhere");

        var result = test("/api/v1/providers/test", wish);

        assertThat(result.getString("error.code")).isEqualTo("not_found");
    }

    @Test
    void badFieldsOfAnUnsavedProviderAreNamed() {
        var wish = Map.of("headers", Map.of("Cookie", "x"), "dialect", "OPENAI");
        var model = with(aModel("m"), "name", "two words");

        var header = member.asks().body(wish).post("/api/v1/providers/test");
        var models =
                member.asks()
                        .body(with(simulated("OPENAI"), "models", List.of(model)))
                        .post("/api/v1/providers/test");

        assertThat(header.jsonPath().getString("errors[0].field")).isEqualTo("headers.Cookie");
        assertThat(models.jsonPath().getString("errors[0].field")).isEqualTo("models[0].name");
    }

    private Map<String, Object> simulated(String dialect) {
        var url =
                dialect.equals("ANTHROPIC")
                        ? simulator.anthropicBaseUrl()
                        : simulator.openAiBaseUrl();
        return with(with(aProvider(), "dialect", dialect), "baseUrl", url.toString());
    }

    private JsonPath test(String path, Map<String, Object> body) {
        var request = body == null ? member.asks() : member.asks().body(body);
        return request.post(path).then().statusCode(200).extract().jsonPath();
    }
}
