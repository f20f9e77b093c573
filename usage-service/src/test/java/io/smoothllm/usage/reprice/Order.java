package io.smoothllm.usage.reprice;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// What is sent to have calls repriced.
record Order(Map<String, Object> body, String key) {
    static final String PATH = "/api/v1/usage/reprice";

    /// All that `calls` had to do with, by prices of every kind.
    static Order of(Calls calls) {
        var now = Instant.now();
        return new Order(Map.of(), null)
                .with("from", now.minus(Duration.ofDays(5)).toString())
                .with("to", now.plus(Duration.ofHours(1)).toString())
                .with("providerId", calls.provider().id().toString())
                .with("model", "gpt-5-upstream")
                .with("reason", "the provider lowered its prices last week")
                .at(
                        Map.of(
                                "inputPrice", "2",
                                "outputPrice", "8",
                                "cacheReadPrice", "0.5",
                                "cacheWritePrice", "2.5",
                                "cacheWriteHourPrice", "4",
                                "reasoningPrice", "10",
                                "requestPrice", "0.001"));
    }

    Order with(String field, Object value) {
        var changed = new HashMap<>(body);
        changed.put(field, value);
        return new Order(changed, key);
    }

    Order at(Map<String, ?> prices) {
        return with("prices", prices);
    }

    /// The same for input and output, and nothing else.
    Order at(String price) {
        return at(Map.of("inputPrice", price, "outputPrice", price));
    }

    Order keyed(String text) {
        return new Order(body, text);
    }

    Response sent() {
        return sent(Tokens.admin());
    }

    Response sent(String token) {
        var request = given().auth().oauth2(token).contentType(ContentType.JSON).body(body);
        return (key == null ? request : request.header("Idempotency-Key", key)).post(PATH);
    }

    JsonPath done() {
        return sent().then().statusCode(200).extract().jsonPath();
    }
}
