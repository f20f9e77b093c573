package io.smoothllm.provider;

import static io.restassured.RestAssured.given;
import static io.smoothllm.provider.stack.Wishes.aCandidate;
import static io.smoothllm.provider.stack.Wishes.aProvider;
import static io.smoothllm.provider.stack.Wishes.aRoute;
import static io.smoothllm.provider.stack.Wishes.saved;
import static io.smoothllm.provider.stack.Wishes.savedRoute;
import static io.smoothllm.provider.stack.Wishes.with;
import static io.smoothllm.provider.stack.Wishes.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import io.smoothllm.kit.access.Role;
import io.smoothllm.provider.stack.Person;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every endpoint × who asks × whose thing it is. An endpoint without a row fails the test.
@QuarkusTest
class AuthorisationTest {
    /// The columns: who asks for whose thing.
    enum Asks {
        ADMIN_FOR_SHARED,
        ADMIN_FOR_PRIVATE,
        MEMBER_FOR_SHARED,
        MEMBER_FOR_OWN,
        MEMBER_FOR_FOREIGN,
        VIEWER_FOR_SHARED,
        /// Made while the viewer was a member.
        VIEWER_FOR_OWN,
        VIEWER_FOR_FOREIGN,
        NOBODY
    }

    private static final List<String> PUBLIC = List.of("GET /health");

    static final List<String> TABLE =
            List.of(
                    "GET /api/v1/providers            | 200 200 200 200 200 200 200 200 401",
                    "POST /api/v1/providers           | 201 201 201 201 201 403 403 403 401",
                    "GET /api/v1/providers/presets    | 200 200 200 200 200 200 200 200 401",
                    "GET /api/v1/providers/{id}       | 200 200 200 200 404 200 200 404 401",
                    "PUT /api/v1/providers/{id}       | 200 200 403 200 404 403 403 403 401",
                    "DELETE /api/v1/providers/{id}    | 204 204 403 204 404 403 403 403 401",
                    "POST /api/v1/providers/{id}/test | 200 200 200 200 404 403 403 403 401",
                    "POST /api/v1/providers/test      | 200 200 403 200 404 403 403 403 401",
                    "GET /api/v1/prices               | 200 200 200 200 200 200 200 200 401",
                    "GET /api/v1/routes               | 200 200 200 200 200 200 200 200 401",
                    "POST /api/v1/routes              | 201 201 201 201 201 403 403 403 401",
                    "GET /api/v1/routes/{id}          | 200 200 200 200 404 200 200 404 401",
                    "PUT /api/v1/routes/{id}          | 200 200 403 200 404 403 403 403 401",
                    "DELETE /api/v1/routes/{id}       | 204 204 403 204 404 403 403 403 401");

    @TestHTTPResource(value = "/openapi?format=json", management = true)
    URL openApi;

    private final Person admin = Person.anAdmin();

    /// A shared provider for everyone's routes.
    private String common;

    @BeforeEach
    void aCommonProvider() {
        common = saved(admin, aProvider());
    }

    @ParameterizedTest
    @FieldSource("TABLE")
    void everyoneGetsWhatTheTableSays(String row) {
        var endpoint = row.split("\\|", 2)[0].strip();
        var expected = List.of(row.split("\\|", 2)[1].strip().split(" "));

        var actual = new ArrayList<String>();
        for (var asks : Asks.values()) {
            actual.add(Integer.toString(answer(endpoint, asks)));
        }

        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void everyEndpointHasARow() {
        Map<String, Map<String, Object>> paths =
                given().get(openApi).then().statusCode(200).extract().path("paths");

        var endpoints = new TreeSet<String>();
        paths.forEach(
                (path, methods) ->
                        methods.keySet()
                                .forEach(
                                        m ->
                                                endpoints.add(
                                                        m.toUpperCase(Locale.ROOT) + " " + path)));

        var rows = new TreeSet<>(PUBLIC);
        TABLE.forEach(row -> rows.add(row.split("\\|", 2)[0].strip()));
        assertThat(endpoints).isEqualTo(rows);
    }

    /// Each with things of its own, so that one deletion does not spoil the next question.
    private int answer(String endpoint, Asks asks) {
        var owner =
                switch (asks) {
                    case ADMIN_FOR_SHARED, MEMBER_FOR_SHARED, VIEWER_FOR_SHARED, NOBODY -> admin;
                    case ADMIN_FOR_PRIVATE,
                            MEMBER_FOR_OWN,
                            MEMBER_FOR_FOREIGN,
                            VIEWER_FOR_OWN,
                            VIEWER_FOR_FOREIGN ->
                            Person.aMember();
                };
        var caller =
                switch (asks) {
                    case ADMIN_FOR_SHARED, ADMIN_FOR_PRIVATE -> admin.asks();
                    case MEMBER_FOR_OWN -> owner.asks();
                    case VIEWER_FOR_OWN -> new Person(owner.id(), Role.VIEWER).asks();
                    case MEMBER_FOR_SHARED, MEMBER_FOR_FOREIGN -> Person.aMember().asks();
                    case VIEWER_FOR_SHARED, VIEWER_FOR_FOREIGN -> Person.aViewer().asks();
                    case NOBODY -> given().contentType(ContentType.JSON);
                };
        return ask(endpoint, owner, caller);
    }

    private int ask(String endpoint, Person owner, RequestSpecification caller) {
        int space = endpoint.indexOf(' ');
        var method = Method.valueOf(endpoint.substring(0, space));
        var path = endpoint.substring(space + 1);
        boolean routes = path.startsWith("/api/v1/routes");
        boolean ofOne = path.contains("{id}") || path.endsWith("/test");
        var wish = routes ? aRoute(aCandidate(common, "gpt-5-mini")) : aProvider();
        var id = !ofOne ? "" : routes ? savedRoute(owner, wish) : saved(owner, wish);
        var body =
                path.endsWith("/providers/test") ? with(without(wish, "apiKey"), "id", id) : wish;
        return (method == Method.GET ? caller : caller.body(body))
                .request(method, path.replace("{id}", id))
                .statusCode();
    }
}
