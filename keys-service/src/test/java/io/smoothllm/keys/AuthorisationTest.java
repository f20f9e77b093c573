package io.smoothllm.keys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.smoothllm.keys.fixture.Someone;
import io.smoothllm.keys.fixture.Tokens;
import io.smoothllm.kit.access.Role;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Every endpoint, everyone who may knock, on what is theirs and on what is another's.
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorisationTest {
    /// What an endpoint answers: to whoever has no valid token, then to viewer, member and admin,
    /// each on their own and on another's.
    record Row(String method, String path, String body, int stranger, int... statuses) {
        String endpoint() {
            return method + " " + path;
        }

        int status(Role role, boolean own) {
            int column =
                    switch (role) {
                        case VIEWER -> 0;
                        case MEMBER -> 2;
                        case ADMIN -> 4;
                    };
            return statuses[column + (own ? 0 : 1)];
        }
    }

    private static final String KEY = "{\"name\":\"n\"}";
    private static final String KEY_FOR = "{\"name\":\"n\",\"userId\":\"$user\"}";
    private static final String USER =
            "{\"email\":\"$unused\",\"role\":\"VIEWER\",\"password\":\"long enough for us\"}";
    private static final String SAME_USER =
            "{\"email\":\"$email\",\"role\":\"$role\",\"enabled\":true}";
    private static final String LOGIN = "{\"email\":\"$email\",\"password\":\"$password\"}";
    private static final String REFRESH = "{\"refreshToken\":\"$refresh\"}";
    private static final String PASSWORD =
            "{\"currentPassword\":\"$password\",\"newPassword\":\"$password\"}";
    private static final String QUESTION = "{\"id\":\"$key\"}";

    /// Where there is no owner, own and another's are the same.
    private static final List<Row> TABLE =
            List.of(
                    row("GET", "/health", null, 200, 200, 200, 200, 200, 200, 200),
                    row("GET", "/.well-known/jwks.json", null, 200, 200, 200, 200, 200, 200, 200),
                    row("POST", "/api/v1/auth/login", LOGIN, 200, 200, 200, 200, 200, 200, 200),
                    row("POST", "/api/v1/auth/refresh", REFRESH, 200, 200, 200, 200, 200, 200, 200),
                    row("POST", "/api/v1/auth/logout", REFRESH, 204, 204, 204, 204, 204, 204, 204),
                    row("GET", "/api/v1/auth/me", null, 401, 200, 200, 200, 200, 200, 200),
                    row(
                            "POST",
                            "/api/v1/auth/password",
                            PASSWORD,
                            401,
                            204,
                            204,
                            204,
                            204,
                            204,
                            204),
                    row("GET", "/api/v1/auth/methods", null, 200, 200, 200, 200, 200, 200, 200),
                    row("GET", "/api/v1/auth/oidc/start", null, 303, 303, 303, 303, 303, 303, 303),
                    row(
                            "GET",
                            "/api/v1/auth/oidc/callback",
                            null,
                            303,
                            303,
                            303,
                            303,
                            303,
                            303,
                            303),
                    row("GET", "/api/v1/auth/sessions", null, 401, 200, 200, 200, 200, 200, 200),
                    row("DELETE", "/api/v1/auth/sessions", null, 401, 204, 204, 204, 204, 204, 204),
                    row(
                            "DELETE",
                            "/api/v1/auth/sessions/{id}",
                            null,
                            401,
                            204,
                            404,
                            204,
                            404,
                            204,
                            404),
                    row(
                            "DELETE",
                            "/api/v1/users/{id}/sessions",
                            null,
                            401,
                            403,
                            403,
                            403,
                            403,
                            204,
                            204),
                    row(
                            "POST",
                            "/api/v1/auth/signing-keys/rotate",
                            null,
                            401,
                            403,
                            403,
                            403,
                            403,
                            200,
                            200),
                    row("GET", "/api/v1/audit", null, 401, 403, 403, 403, 403, 200, 200),
                    row("GET", "/api/v1/users", null, 401, 403, 403, 403, 403, 200, 200),
                    row("POST", "/api/v1/users", USER, 401, 403, 403, 403, 403, 201, 201),
                    row("GET", "/api/v1/users/{id}", null, 401, 403, 403, 403, 403, 200, 200),
                    row("PUT", "/api/v1/users/{id}", SAME_USER, 401, 403, 403, 403, 403, 200, 200),
                    row("DELETE", "/api/v1/users/{id}", null, 401, 403, 403, 403, 403, 204, 204),
                    row("GET", "/api/v1/keys", null, 401, 200, 200, 200, 200, 200, 200),
                    row("POST", "/api/v1/keys", KEY_FOR, 401, 403, 403, 201, 403, 201, 201),
                    row("GET", "/api/v1/keys/{id}", null, 401, 200, 404, 200, 404, 200, 200),
                    row("PUT", "/api/v1/keys/{id}", KEY, 401, 403, 403, 200, 404, 200, 200),
                    row("DELETE", "/api/v1/keys/{id}", null, 401, 403, 403, 204, 404, 204, 204),
                    row(
                            "POST",
                            "/api/v1/keys/{id}/revoke",
                            null,
                            401,
                            403,
                            403,
                            200,
                            404,
                            200,
                            200),
                    row(
                            "POST",
                            "/api/v1/keys/{id}/rotate",
                            null,
                            401,
                            403,
                            403,
                            200,
                            404,
                            200,
                            200),
                    row(
                            "POST",
                            "/internal/keys/resolve",
                            QUESTION,
                            401,
                            401,
                            401,
                            401,
                            401,
                            401,
                            401));

    @Inject AgroalDataSource database;

    private Map<Role, Someone> people;
    private Someone another;

    /// Once; not before all, because then it is not known yet where the service listens.
    @BeforeEach
    void invite() {
        if (people == null) {
            people =
                    Stream.of(Role.values())
                            .collect(Collectors.toMap(Function.identity(), Someone::with));
            another = Someone.with(Role.MEMBER);
        }
    }

    @Test
    void theTableHasEveryEndpoint() {
        assertThat(TABLE.stream().map(Row::endpoint))
                .containsExactlyInAnyOrderElementsOf(endpoints());
    }

    @TestFactory
    Stream<DynamicTest> peopleGetWhatTheTableSays() {
        return TABLE.stream()
                .flatMap(
                        row ->
                                Stream.of(Role.values())
                                        .flatMap(
                                                role ->
                                                        Stream.of(true, false)
                                                                .map(own -> test(row, role, own))));
    }

    @TestFactory
    Stream<DynamicTest> strangersGetWhatTheTableSays() {
        return TABLE.stream()
                .flatMap(row -> strangers().entrySet().stream().map(who -> test(row, who)));
    }

    private DynamicTest test(Row row, Role role, boolean own) {
        return dynamicTest(
                "%s by %s on %s".formatted(row.endpoint(), role, own ? "their own" : "another's"),
                () -> {
                    // These end an account or all its sessions.
                    boolean once = row.endpoint().startsWith("DELETE /api/v1/users/{id}");
                    var caller = once ? Someone.with(role) : people.get(role);
                    var target = own ? caller : once ? Someone.with(Role.MEMBER) : another;

                    assertThat(status(row, caller.accessToken(), caller, target))
                            .isEqualTo(row.status(role, own));
                });
    }

    private DynamicTest test(Row row, Map.Entry<String, String> stranger) {
        return dynamicTest(
                row.endpoint() + " by " + stranger.getKey(),
                () ->
                        assertThat(status(row, stranger.getValue(), another, another))
                                .isEqualTo(row.stranger()));
    }

    /// Their tokens; empty = none.
    private Map<String, String> strangers() {
        var tokens = new Tokens(database);
        var admin = people.get(Role.ADMIN);
        return Map.of(
                "nobody",
                "",
                "garbage",
                "garbage",
                "an expired token",
                tokens.expired(admin),
                "another key's token",
                tokens.signedByAnother(admin));
    }

    private static int status(Row row, String token, Someone caller, Someone owner) {
        var request = given().redirects().follow(false).contentType(ContentType.JSON);
        if (!token.isEmpty()) {
            request.auth().oauth2(token);
        }
        if (row.body() != null) {
            request.body(filledIn(row.body(), caller, owner));
        }
        var path = row.path().replace("{id}", idIn(row.path(), owner));
        return request.request(row.method(), path).statusCode();
    }

    private static String idIn(String path, Someone owner) {
        if (path.startsWith("/api/v1/auth/sessions/")) {
            var token = Someone.signIn(owner.email(), owner.password()).accessToken();
            return Tokens.claimsOf(token).get("sid").toString();
        }
        return path.startsWith("/api/v1/keys/") ? keyOf(owner) : owner.id().toString();
    }

    private static String filledIn(String body, Someone caller, Someone owner) {
        return body.replace("$user", owner.id().toString())
                .replace("$email", owner.email())
                .replace("$password", caller.password())
                .replace("$unused", UUID.randomUUID() + "@example.org")
                .replace("$role", Tokens.roleIn(owner.accessToken()))
                .replace("$refresh", body.contains("$refresh") ? freshSession(owner) : "")
                .replace("$key", body.contains("$key") ? keyOf(owner) : "");
    }

    private static String freshSession(Someone who) {
        return Someone.signIn(who.email(), who.password()).refreshToken();
    }

    private static String keyOf(Someone owner) {
        return Someone.admin().makesKey(Map.of("name", "n", "userId", owner.id())).id().toString();
    }

    /// What the classes say, whether or not anybody thought of the table.
    private static Set<String> endpoints() {
        var classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.smoothllm.keys", "io.smoothllm.kit");
        var endpoints = new TreeSet<String>();
        for (var resource : classes) {
            for (var method : resource.getMethods()) {
                for (var annotation : method.getAnnotations()) {
                    var verb = annotation.getRawType().reflect().getAnnotation(HttpMethod.class);
                    if (verb != null) {
                        endpoints.add(verb.value() + " " + pathOf(resource) + pathOf(method));
                    }
                }
            }
        }
        return endpoints;
    }

    private static String pathOf(HasAnnotations<?> element) {
        return element.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
    }

    private static Row row(String method, String path, String body, int stranger, int... people) {
        return new Row(method, path, body, stranger, people);
    }
}
