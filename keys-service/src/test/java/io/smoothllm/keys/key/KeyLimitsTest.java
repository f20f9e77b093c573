package io.smoothllm.keys.key;

import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smoothllm.keys.fixture.Someone;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a key may not be asked to be.
@QuarkusTest
class KeyLimitsTest {
    static Stream<Arguments> wrongRequests() {
        return Stream.of(
                wrong("name", "{}"),
                wrong("name", "{'name': null}"),
                wrong("name", "{'name': '  '}"),
                wrong("name", "{'name': '%s'}".formatted("x".repeat(101))),
                wrong("name", "{'name': 'a\\u0000b'}"),
                wrong("name", "{'name': ['x']}"),
                wrong("expiresAt", named("'expiresAt': '2020-01-01T00:00:00Z'")),
                wrong("expiresAt", named("'expiresAt': '9999-01-01T00:00:00Z'")),
                wrong("expiresAt", named("'expiresAt': 'tomorrow'")),
                wrong("allowedModels[1]", named("'allowedModels': ['a', 'with space']")),
                wrong("allowedModels[0]", named("'allowedModels': [null]")),
                wrong("allowedModels[0]", named("'allowedModels': ['']")),
                wrong(
                        "allowedModels[0]",
                        named("'allowedModels': ['%s']".formatted("m".repeat(201)))),
                wrong("allowedModels", named("'allowedModels': [%s]".formatted(many("'m'", 201)))),
                wrong("allowedModels", named("'allowedModels': 'gpt-5'")),
                wrong("allowedProviders[0]", named("'allowedProviders': ['openai']")),
                wrong("allowedProviders[0]", named("'allowedProviders': [null]")),
                wrong("allowedIps[1]", named("'allowedIps': ['10.0.0.1', 'example.org']")),
                wrong("allowedIps[0]", named("'allowedIps': ['10.0.0.0/33']")),
                wrong("limits.requestsPerMinute", named("'limits': {'requestsPerMinute': 0}")),
                wrong("limits.tokensPerMinute", named("'limits': {'tokensPerMinute': -1}")),
                wrong(
                        "limits.maxParallelRequests",
                        named("'limits': {'maxParallelRequests': 1.5}")),
                wrong(
                        "limits.tokensPerMinute",
                        named("'limits': {'tokensPerMinute': 99999999999}")),
                wrong("limits.tokensPerMinute", named("'limits': {'tokensPerMinute': '5'}")),
                wrong("limits", named("'limits': 5")),
                wrong("budget.amountUsd", budget("'-0.01'", "DAY", "HARD")),
                wrong("budget.amountUsd", budget("'%s'".formatted("9".repeat(31)), "DAY", "HARD")),
                wrong("budget.amountUsd", budget("'1e30'", "DAY", "HARD")),
                wrong("budget.amountUsd", budget("'1e999999999'", "DAY", "HARD")),
                wrong("budget.amountUsd", budget("'a lot'", "DAY", "HARD")),
                wrong("budget.amountUsd", budget("null", "DAY", "HARD")),
                wrong("budget.period", budget("'1'", "YEAR", "HARD")),
                wrong("budget.mode", budget("'1'", "DAY", "MELLOW")),
                wrong("budget.mode", named("'budget': {'amountUsd': '1', 'period': 'DAY'}")),
                wrong("tags[0]", named("'tags': ['two words']")),
                wrong("tags[0]", named("'tags': ['%s']".formatted("t".repeat(51)))),
                wrong("tags", named("'tags': [%s]".formatted(many("'t'", 21)))),
                wrong("userId", named("'userId': 'ada'")));
    }

    @ParameterizedTest
    @MethodSource("wrongRequests")
    void namesTheFieldThatIsWrong(String field, String request) {
        create(request).then().statusCode(400).body("errors.field", hasItem(field));
    }

    @Test
    void takesTheLargestAmountAndTheSmallest() {
        create(budget("'%s'".formatted("9".repeat(30)), "TOTAL", "SOFT")).then().statusCode(201);
        create(budget("'0.%s1'".formatted("0".repeat(28)), "TOTAL", "SOFT")).then().statusCode(201);
        create(budget("0", "TOTAL", "SOFT")).then().statusCode(201);
        create(budget("0.25", "TOTAL", "SOFT")).then().statusCode(201);
    }

    private static Response create(String request) {
        return Someone.admin().asks().body(request).post("/api/v1/keys");
    }

    private static Arguments wrong(String field, String request) {
        return Arguments.of(field, request.replace('\'', '"'));
    }

    private static String named(String more) {
        return ("{'name': 'n', " + more + "}").replace('\'', '"');
    }

    private static String budget(String amount, String period, String mode) {
        return named(
                "'budget': {'amountUsd': %s, 'period': '%s', 'mode': '%s'}"
                        .formatted(amount, period, mode));
    }

    private static String many(String item, int count) {
        return String.join(",", Collections.nCopies(count, item));
    }
}
