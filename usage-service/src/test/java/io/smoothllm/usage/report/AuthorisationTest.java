package io.smoothllm.usage.report;

import static io.restassured.RestAssured.given;
import static io.smoothllm.usage.testing.Recorded.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smoothllm.kit.access.Role;
import io.smoothllm.testing.identity.Person;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.Calls.Named;
import io.smoothllm.usage.testing.Tokens;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every endpoint × every role × own and foreign usage.
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorisationTest {
    /// A new endpoint needs a row here; [#everyEndpointHasARow] sees to it.
    private static final List<String> ENDPOINTS =
            List.of(
                    "/api/v1/usage",
                    "/api/v1/usage/daily",
                    "/api/v1/usage/by-key",
                    "/api/v1/usage/by-provider",
                    "/api/v1/usage/by-model",
                    "/api/v1/usage/by-user",
                    "/api/v1/usage/recent",
                    "/api/v1/usage/export");

    /// Of one thing each, which belongs to somebody.
    private static final List<String> OF_ONE = List.of("/api/v1/usage/requests/{requestId}");

    private static final List<String> ADMINS_ONLY =
            List.of(
                    "/api/v1/usage/integrity",
                    "/api/v1/usage/integrity/rollups",
                    "/api/v1/usage/reprice");

    /// Who may is asked in `RefusedRepriceTest`.
    private static final Set<String> CHANGING = Set.of("POST /api/v1/usage/reprice");

    private final Named ada = Named.of("ada");
    private final Named bob = Named.of("bob");
    private final Named sharedProvider = Named.of("openai");

    @Inject DataSource database;

    @TestHTTPResource(value = "/openapi", management = true)
    URL openApi;

    record Case(String endpoint, Role role) {}

    static Stream<Case> cases() {
        return ENDPOINTS.stream().flatMap(e -> Stream.of(Role.values()).map(r -> new Case(e, r)));
    }

    static List<String> endpoints() {
        return Stream.of(ENDPOINTS, OF_ONE, ADMINS_ONLY).flatMap(List::stream).toList();
    }

    @BeforeAll
    void bothHaveUsedTheSharedProvider() {
        record(
                database,
                Calls.calls().by(ada).to(sharedProvider).attempt(1, requestOf(ada)).next(),
                Calls.calls().by(bob).to(sharedProvider).attempt(1, requestOf(bob)).next());
    }

    @Test
    void everyEndpointHasARow() {
        var paths =
                given().accept("application/json").get(openApi).jsonPath().getMap("paths").keySet();

        assertThat(paths.stream().map(Object::toString).filter(p -> p.startsWith("/api/")))
                .containsExactlyInAnyOrderElementsOf(endpoints());
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void whatConcernsEverybodyIsForAdmins(Role role) {
        for (var endpoint : ADMINS_ONLY) {
            var reply = get(new Case(endpoint, role), ada, Map.of());

            assertThat(reply.statusCode()).isEqualTo(role == Role.ADMIN ? 200 : 403);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyoneSeesTheirOwn(Case tried) {
        var reply = get(tried, ada, Map.of("userId", ada.id()));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.asString()).doesNotContain(bob.id().toString());
        assertThat(requestsIn(reply)).isPositive();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void onlyAdminsMayAskForSomeoneElse(Case tried) {
        var reply = get(tried, ada, Map.of("userId", bob.id()));

        if (tried.role == Role.ADMIN) {
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(requestsIn(reply)).isPositive();
        } else {
            assertThat(reply.statusCode()).isEqualTo(403);
            assertThat(reply.contentType()).startsWith("application/problem+json");
            assertThat(reply.jsonPath().getString("type"))
                    .isEqualTo("urn:smoothllm:problem:forbidden");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void onlyAdminsSeeOthersWithoutAsking(Case tried) {
        var everyone = get(tried, ada, Map.of("providerId", sharedProvider.id()));
        var own = get(tried, ada, Map.of("providerId", sharedProvider.id(), "userId", ada.id()));

        assertThat(everyone.statusCode()).isEqualTo(200);
        if (tried.role == Role.ADMIN) {
            assertThat(requestsIn(everyone)).isGreaterThan(requestsIn(own));
        } else {
            assertThat(requestsIn(everyone)).isEqualTo(requestsIn(own));
            assertThat(everyone.asString()).doesNotContain(bob.id().toString());
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void onlyAdminsSeeSomeoneElsesRequest(Role role) {
        for (var endpoint : OF_ONE) {
            var own = getOne(endpoint, role, requestOf(ada));
            var foreign = getOne(endpoint, role, requestOf(bob));

            assertThat(own.statusCode()).isEqualTo(200);
            assertThat(foreign.statusCode()).isEqualTo(role == Role.ADMIN ? 200 : 404);
            assertThat(foreign.asString().contains(bob.id().toString()))
                    .isEqualTo(role == Role.ADMIN);
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void withoutATokenNothingIsTold(String endpoint) {
        assertUnauthenticated(given().get(filled(endpoint)));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void tokensThatAreNotOursAreRefused(String endpoint) {
        var admin = Person.admin();
        for (var token :
                List.of(
                        "nonsense",
                        admin.expiredToken(),
                        admin.foreignToken(),
                        admin.forgedToken())) {
            assertUnauthenticated(given().auth().oauth2(token).get(filled(endpoint)));
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void nothingElseChangesUsage(Role role) {
        var token = Tokens.of(ada.id(), role);
        for (var endpoint : endpoints()) {
            for (var method : List.of("POST", "PUT", "DELETE", "PATCH")) {
                if (!CHANGING.contains(method + " " + endpoint)) {
                    var reply = given().auth().oauth2(token).request(method, filled(endpoint));
                    assertThat(reply.statusCode()).as(method + " " + endpoint).isEqualTo(405);
                    assertThat(reply.contentType()).startsWith("application/problem+json");
                }
            }
        }
    }

    private static void assertUnauthenticated(Response reply) {
        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(reply.contentType()).startsWith("application/problem+json");
        assertThat(reply.jsonPath().getString("type"))
                .isEqualTo("urn:smoothllm:problem:unauthenticated");
    }

    private static String requestOf(Named account) {
        return "req_of_" + account.id();
    }

    private static String filled(String endpoint) {
        return endpoint.replace("{requestId}", "req_1");
    }

    private Response getOne(String endpoint, Role role, String requestId) {
        return given().auth()
                .oauth2(Tokens.of(ada.id(), role))
                .get(endpoint.replace("{requestId}", requestId));
    }

    private static Response get(Case tried, Named caller, Map<String, ?> query) {
        return given().auth()
                .oauth2(Tokens.of(caller.id(), tried.role))
                .queryParams(query)
                .get(tried.endpoint);
    }

    private static long requestsIn(Response reply) {
        if (reply.contentType().startsWith("text/csv")) {
            return reply.asString().lines().count() - 1;
        }
        var json = reply.jsonPath();
        if (json.get("items") == null) {
            return json.getLong("requests");
        }
        var requests = json.getList("items.requests", Integer.class);
        return requests.contains(null)
                ? requests.size()
                : requests.stream().mapToLong(Integer::longValue).sum();
    }
}
