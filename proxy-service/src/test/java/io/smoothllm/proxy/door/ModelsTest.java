package io.smoothllm.proxy.door;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.fixtures.IssuedKey;
import io.smoothllm.testing.quarkus.KafkaResource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a key may ask for, as SDKs of both dialects ask it at the same path.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class ModelsTest {
    private static IssuedKey key;
    private static String model;

    @BeforeAll
    static void oneProviderAndOneKey() {
        key = World.get().key();
        model = World.unique("model");
        World.get()
                .connect(World.get().aProvider(Dialect.OPENAI, "http://127.0.0.1:1", model), key);
    }

    @Test
    void clientsOfOpenAiAreToldInItsWords() {
        openAi().get("/v1/models?limit=1")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("data.find { it.id == '%s' }.object".formatted(model), equalTo("model"))
                .body("$", not(hasKey("has_more")));
    }

    @Test
    void clientsOfAnthropicAreToldInItsWords() {
        anthropic()
                .get("/v1/models?limit=1000")
                .then()
                .statusCode(200)
                .body("data.id", hasItem(model))
                .body("data.find { it.id == '%s' }.type".formatted(model), equalTo("model"))
                .body("has_more", equalTo(false))
                .body("$", not(hasKey("object")));
    }

    @Test
    void oneModelIsToldLikeThoseOfTheList() {
        anthropic()
                .get("/v1/models/" + model)
                .then()
                .statusCode(200)
                .body("type", equalTo("model"))
                .body("display_name", equalTo(model))
                .body("created_at", equalTo("1970-01-01T00:00:00Z"));
    }

    @Test
    void whatIsWrongIsSaidInTheSameWords() {
        anthropic()
                .get("/v1/models/nobody-has-this")
                .then()
                .statusCode(404)
                .body("type", equalTo("error"))
                .body("error.type", equalTo("not_found_error"));
    }

    @Test
    void aLimitThatIsNoneIsRefused() {
        anthropic()
                .get("/v1/models?limit=all")
                .then()
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"));
    }

    private static RequestSpecification openAi() {
        return given().header("authorization", "Bearer " + key.secret());
    }

    private static RequestSpecification anthropic() {
        return given().header("x-api-key", key.secret()).header("anthropic-version", "2023-06-01");
    }
}
