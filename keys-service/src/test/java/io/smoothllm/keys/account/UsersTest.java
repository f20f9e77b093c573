package io.smoothllm.keys.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smoothllm.keys.fixture.Someone;
import io.smoothllm.kit.access.Role;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class UsersTest {
    @Inject AgroalDataSource database;

    private Someone admin;

    @BeforeEach
    void signIn() {
        admin = Someone.admin();
    }

    @Test
    void createsSomeoneWhoCanSignIn() {
        var email = unusedEmail();

        var created =
                create(
                        Map.of(
                                "email",
                                email,
                                "name",
                                "Ada",
                                "role",
                                "MEMBER",
                                "password",
                                "long enough for us"));

        created.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", "/api/v1/users/" + created.path("id"))
                .body("email", equalTo(email))
                .body("name", equalTo("Ada"))
                .body("role", equalTo("MEMBER"))
                .body("enabled", equalTo(true))
                .body("lastLoginAt", nullValue())
                .body("password", nullValue());
        Someone.signIn(email, "long enough for us");
        admin.asks().get("/api/v1/users/" + created.path("id")).then().statusCode(200);
    }

    @Test
    void oneEmailIsOneAccountWhateverItsCase() {
        var ada = Someone.with(Role.MEMBER);

        create(newUser(ada.email().toUpperCase(Locale.ROOT)))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:smoothllm:problem:email-taken"))
                .body("errors.field", hasItem("email"));
        change(Someone.with(Role.MEMBER), Map.of("email", ada.email())).then().statusCode(409);
    }

    @Test
    void anEmailIsFreeAgainWhenItsAccountIsDeleted() {
        var ada = Someone.with(Role.MEMBER);
        admin.asks().delete(ada.path()).then().statusCode(204);

        create(newUser(ada.email())).then().statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({
        "email, no-address",
        "email, ''",
        "email,",
        "name, ''",
        "name, '  '",
        "name, 'a\u0000b'",
        "role,",
        "password, elevenchars",
        "password,"
    })
    void namesTheFieldThatIsWrong(String field, String value) {
        var user = new HashMap<String, Object>(newUser(unusedEmail()));
        user.put(field, value);

        create(user).then().statusCode(400).body("errors.field", hasItem(field));
    }

    @Test
    void refusesARoleThatDoesNotExist() {
        var user = new HashMap<String, Object>(newUser(unusedEmail()));
        user.put("role", "EMPEROR");

        create(user).then().statusCode(400).body("errors.field", hasItem("role"));
    }

    @Test
    void listsInPagesNewestFirst() {
        var name = "page-" + UUID.randomUUID();
        var ids =
                Stream.of("1", "2", "3")
                        .map(n -> idOf(create(newUser(name + n + "@example.org"))))
                        .toList();

        var first =
                admin.asks()
                        .queryParam("q", name.toUpperCase(Locale.ROOT))
                        .queryParam("limit", 2)
                        .get("/api/v1/users");
        var second =
                admin.asks()
                        .queryParam("q", name)
                        .queryParam("limit", 2)
                        .queryParam("cursor", first.<String>path("next"))
                        .get("/api/v1/users");

        assertThat(first.<List<String>>path("items.id")).containsExactly(ids.get(2), ids.get(1));
        assertThat(second.<List<String>>path("items.id")).containsExactly(ids.get(0));
        second.then().body("next", nullValue());
    }

    @Test
    void takesWildcardsLiterally() {
        admin.asks()
                .queryParam("q", "%")
                .get("/api/v1/users")
                .then()
                .body("items.size()", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, 501", "limit, many", "cursor, x", "q, 'a\u0000b'"})
    void namesTheQueryParameterThatIsWrong(String parameter, String value) {
        admin.asks()
                .queryParam(parameter, value)
                .get("/api/v1/users")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(parameter));
    }

    @Test
    void changesEverything() {
        var ada = Someone.with(Role.MEMBER);
        var email = unusedEmail();

        change(
                        ada,
                        Map.of(
                                "email",
                                email,
                                "name",
                                "Ada L.",
                                "role",
                                "VIEWER",
                                "password",
                                "quite another one"))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("email", equalTo(email))
                .body("name", equalTo("Ada L."))
                .body("role", equalTo("VIEWER"))
                .body("version", equalTo(2));
        Someone.signIn(email, "quite another one");
        Someone.tryToRefresh(ada.refreshToken()).then().statusCode(401);
    }

    @Test
    void aChangeBuildsOnWhatItsMakerHasSeen() {
        var ada = Someone.with(Role.MEMBER);
        change(ada, Map.of("version", 1)).then().statusCode(200);

        change(ada, Map.of("version", 1))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:smoothllm:problem:stale-version"));
        admin.asks()
                .header("If-Match", "\"1\"")
                .body(changed(ada, Map.of()))
                .put(ada.path())
                .then()
                .statusCode(412);
        admin.asks()
                .header("If-Match", "\"2\"")
                .body(changed(ada, Map.of()))
                .put(ada.path())
                .then()
                .statusCode(200);
    }

    @Test
    void aDisabledPersonIsOutAtOnceAndStaysOut() {
        var ada = Someone.with(Role.MEMBER);

        change(ada, Map.of("enabled", false)).then().statusCode(200);

        ada.asks().get("/api/v1/auth/me").then().statusCode(401);
        Someone.tryToRefresh(ada.refreshToken()).then().statusCode(401);
        Someone.tryToSignIn(ada.email(), ada.password()).then().statusCode(401);
        change(ada, Map.of("enabled", true)).then().statusCode(200);
        Someone.tryToRefresh(ada.refreshToken()).then().statusCode(401);
        Someone.signIn(ada.email(), ada.password());
    }

    @Test
    void aDeletedPersonIsGone() {
        var ada = Someone.with(Role.MEMBER);

        admin.asks().delete(ada.path()).then().statusCode(204);

        admin.asks().get(ada.path()).then().statusCode(404);
        admin.asks().delete(ada.path()).then().statusCode(404);
        change(ada, Map.of()).then().statusCode(404);
        ada.asks().get("/api/v1/auth/me").then().statusCode(401);
        Someone.tryToSignIn(ada.email(), ada.password()).then().statusCode(401);
    }

    @Test
    void theLastEnabledAdminStays() throws SQLException {
        var others = disableAdminsBut(admin.id());
        try {
            admin.asks()
                    .delete(admin.path())
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("urn:smoothllm:problem:last-admin"));
            change(admin, Map.of("role", "MEMBER")).then().statusCode(409);
            change(admin, Map.of("role", "ADMIN", "enabled", false)).then().statusCode(409);
            change(admin, Map.of("role", "ADMIN", "name", "The Last")).then().statusCode(200);
        } finally {
            enable(others);
        }
    }

    @Test
    void twoAdminsWhoDeleteEachOtherAtOnceLeaveOne() throws SQLException {
        var other = Someone.with(Role.ADMIN);
        var rest = disableAdminsBut(admin.id(), other.id());
        try {
            var answers =
                    Stream.of(admin, other)
                            .map(
                                    target ->
                                            CompletableFuture.supplyAsync(
                                                    () ->
                                                            other.asks()
                                                                    .body(
                                                                            changed(
                                                                                    target,
                                                                                    Map.of(
                                                                                            "role",
                                                                                            "MEMBER")))
                                                                    .put(target.path())
                                                                    .statusCode()))
                            .toList()
                            .stream()
                            .map(CompletableFuture::join)
                            .toList();

            // The second one may also find that the asker is no admin any more.
            assertThat(answers).containsOnlyOnce(200);
            assertThat(enabledAdmins()).hasSize(1);
        } finally {
            enable(rest);
            update("update account set role = 'ADMIN' where id = any(?)", List.of(admin.id()));
        }
    }

    private Response create(Map<String, ?> user) {
        return admin.asks().body(user).post("/api/v1/users");
    }

    private Response change(Someone who, Map<String, ?> difference) {
        return admin.asks().body(changed(who, difference)).put(who.path());
    }

    private static Map<String, Object> changed(Someone who, Map<String, ?> difference) {
        var user = new HashMap<String, Object>();
        user.put("email", who.email());
        user.put("role", "MEMBER");
        user.put("enabled", true);
        user.putAll(difference);
        return user;
    }

    private static Map<String, Object> newUser(String email) {
        return Map.of("email", email, "role", "MEMBER", "password", "long enough for us");
    }

    private static String unusedEmail() {
        return UUID.randomUUID() + "@example.org";
    }

    private static String idOf(Response created) {
        return created.then().statusCode(201).extract().path("id");
    }

    private List<UUID> enabledAdmins() throws SQLException {
        try (var connection = database.getConnection();
                var result =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select id from account where role = 'ADMIN' and enabled")) {
            var ids = new ArrayList<UUID>();
            while (result.next()) {
                ids.add(result.getObject(1, UUID.class));
            }
            return ids;
        }
    }

    private List<UUID> disableAdminsBut(UUID... kept) throws SQLException {
        var others = enabledAdmins().stream().filter(id -> !List.of(kept).contains(id)).toList();
        update("update account set enabled = false where id = any(?)", others);
        return others;
    }

    private void enable(List<UUID> ids) throws SQLException {
        update("update account set enabled = true where id = any(?)", ids);
    }

    private void update(String sql, List<UUID> ids) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            statement.executeUpdate();
        }
    }
}
