package io.smoothllm.usage.reprice;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.kit.access.Role;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.Tokens;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class RefusedRepriceTest {
    private final Order order = Order.of(Calls.calls());

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"MEMBER", "VIEWER"})
    void onlyAdminsReprice(Role role) {
        var reply = order.sent(Tokens.of(UUID.randomUUID(), role));

        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(reply.contentType()).startsWith("application/problem+json");
    }

    @Test
    void whoIsNobodyIsToldToSignIn() {
        assertThat(
                        given().contentType("application/json")
                                .body(order.body())
                                .post(Order.PATH)
                                .statusCode())
                .isEqualTo(401);
    }

    static Stream<Arguments> wrongFields() {
        return Stream.of(
                arguments("from", "yesterday", "from"),
                arguments("from", "2999-01-01T00:00:00Z", "from"),
                arguments("from", "1999-01-01T00:00:00Z", "from"),
                arguments("from", "2025-01-01T00:00:00Z", "from"),
                arguments("to", null, "to"),
                arguments("providerId", "openai", "providerId"),
                arguments("model", " ", "model"),
                arguments("model", "x".repeat(513), "model"),
                arguments("reason", "", "reason"),
                arguments("dryRun", "yes", "dryRun"),
                arguments("prices", null, "prices"),
                arguments("prices", Map.of("inputPrice", "1"), "prices.outputPrice"),
                arguments("prices", prices("inputPrice", "-1"), "prices.inputPrice"),
                arguments("prices", prices("outputPrice", "cheap"), "prices.outputPrice"),
                arguments("prices", prices("tiers", Collections.singletonList(null)), "prices"),
                arguments(
                        "prices",
                        prices("tiers", List.of(Map.of("inputPrice", "1"))),
                        "prices.tiers[0].aboveInputTokens"));
    }

    @ParameterizedTest
    @MethodSource("wrongFields")
    void aWrongFieldIsNamed(String field, Object value, String named) {
        var reply = order.with(field, value).sent();

        assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(400);
        assertThat(reply.jsonPath().getList("errors.field")).containsExactly(named);
    }

    @Test
    void aKeyIsPlainText() {
        var reply = order.keyed("two words").sent();

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.jsonPath().getList("errors.field")).containsExactly("Idempotency-Key");
    }

    @Test
    void aWrongPageIsNamed() {
        for (var wrong : Map.of("cursor", "x", "limit", "0").entrySet()) {
            var reply =
                    given().auth()
                            .oauth2(Tokens.admin())
                            .queryParam(wrong.getKey(), wrong.getValue())
                            .get(Order.PATH);

            assertThat(reply.statusCode()).isEqualTo(400);
            assertThat(reply.jsonPath().getList("errors.field")).containsExactly(wrong.getKey());
        }
    }

    private static Map<String, Object> prices(String field, Object value) {
        var prices = new HashMap<String, Object>(Map.of("inputPrice", "1", "outputPrice", "2"));
        prices.put(field, value);
        return prices;
    }
}
