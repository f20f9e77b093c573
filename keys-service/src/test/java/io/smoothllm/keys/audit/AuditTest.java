package io.smoothllm.keys.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.smoothllm.keys.fixture.Someone;
import io.smoothllm.kit.access.Role;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditTest {
    @Inject AgroalDataSource database;
    @Inject AuditRetention retention;

    private Someone ada;

    @BeforeEach
    void invite() {
        ada = Someone.with(Role.MEMBER);
    }

    @Test
    void theLifeOfAKeyIsWrittenDown() {
        var key = ada.makesKey(Map.of("name", "first", "tags", List.of("team:a")));
        ada.asks().body(Map.of("name", "second")).put(key.path()).then().statusCode(200);
        String secret = ada.asks().post(key.path() + "/rotate").path("secret");
        ada.asks().post(key.path() + "/revoke").then().statusCode(200);
        ada.asks().post(key.path() + "/revoke").then().statusCode(200);
        ada.asks().delete(key.path()).then().statusCode(204);

        var log = entriesOf(key.id());

        assertThat(log.getList("items.action"))
                .containsExactly(
                        "key.deleted", "key.revoked", "key.rotated", "key.changed", "key.created");
        assertThat(log.getMap("items[3]"))
                .containsEntry("outcome", "DONE")
                .containsEntry("address", "127.0.0.1")
                .containsEntry(
                        "actor",
                        Map.of("kind", "ACCOUNT", "id", ada.id().toString(), "name", ada.email()))
                .containsEntry(
                        "target",
                        Map.of("kind", "key", "id", key.id().toString(), "name", "second"));
        assertThat(changes(log, 3))
                .containsExactlyInAnyOrder("name: first -> second", "tags: team:a -> null");
        assertThat(changes(log, 4))
                .contains("name: null -> first", "owner: null -> " + ada.email());
        assertThat(changes(log, 2)).contains("secret: null -> replaced");
        assertThat(log.prettify()).doesNotContain(secret).doesNotContain(key.secret());
    }

    @Test
    void whatIsRefusedOrRolledBackWasNotDone() {
        var key = ada.makesKey("mine");

        ada.asks().body(Map.of("name", "n", "version", 7)).put(key.path()).then().statusCode(409);

        assertThat(entriesOf(key.id()).getList("items.action")).containsExactly("key.created");
    }

    @Test
    void theLifeOfAnAccountIsWrittenDownWithoutItsPasswords() {
        var admin = Someone.admin();
        var to =
                Map.of(
                        "email",
                        ada.email(),
                        "role",
                        "VIEWER",
                        "enabled",
                        true,
                        "password",
                        "an entirely new one");
        admin.asks().body(to).put(ada.path()).then().statusCode(200);
        admin.asks().delete(ada.path() + "/sessions").then().statusCode(204);
        admin.asks().delete(ada.path()).then().statusCode(204);

        var log = entriesOf(ada.id());

        assertThat(log.getList("items.action"))
                .containsExactly("user.deleted", "user.signed-out", "user.changed", "user.created");
        assertThat(log.getString("items[2].actor.name")).isEqualTo(admin.email());
        assertThat(changes(log, 2))
                .containsExactlyInAnyOrder("role: MEMBER -> VIEWER", "password: null -> replaced");
        assertThat(log.prettify()).doesNotContain("an entirely new one");
    }

    @Test
    void signInsAndSignOutsAreWrittenDown() {
        var again = Someone.signIn(ada.email(), ada.password());
        given().contentType(ContentType.JSON)
                .body(Map.of("refreshToken", again.refreshToken()))
                .post("/api/v1/auth/logout")
                .then()
                .statusCode(204);

        assertThat(entriesBy(ada.id()).getList("items.action"))
                .containsExactly("sign-out", "sign-in", "sign-in");
    }

    @Test
    void aRefusedSignInIsWrittenDownAsNobodys() {
        Someone.tryToSignIn(ada.email(), "not her password").then().statusCode(401);

        asAdmin("?target=" + ada.id() + "&action=sign-in")
                .body("items.outcome", contains("REFUSED"))
                .body("items[0].actor", nullValue())
                .body("items[0].target.name", equalTo(ada.email()));
    }

    @Test
    void whatAStrangerTypesIsNotKept() {
        Someone.tryToSignIn("my secret password", "my secret password").then().statusCode(401);

        assertThat(asAdmin("?action=sign-in&limit=5").extract().asString())
                .doesNotContain("my secret password");
    }

    @Test
    void aStolenTokenIsWrittenDown() throws SQLException {
        Someone.tryToRefresh(ada.refreshToken()).then().statusCode(200);
        update(
                "update session set rotated_at = rotated_at - interval '11 s' where account_id = ?",
                ada.id());

        Someone.tryToRefresh(ada.refreshToken()).then().statusCode(401);

        String session = asAdmin("?actor=" + ada.id()).extract().path("items[0].target.id");
        assertThat(entriesOf(UUID.fromString(session)).getList("items.action"))
                .containsExactly("session.stolen", "sign-in");
    }

    @Test
    void theLogIsFilteredAndPaged() {
        var key = ada.makesKey("findable-" + ada.id());
        var before = Instant.now();
        ada.asks().post(key.path() + "/revoke").then().statusCode(200);

        asAdmin("?target=" + key.id() + "&from=" + before)
                .body("items.action", contains("key.revoked"));
        asAdmin("?target=" + key.id() + "&to=" + before)
                .body("items.action", contains("key.created"));
        asAdmin("?q=FINDABLE-" + ada.id() + "&action=key.created")
                .body("items.target.id", contains(key.id().toString()));
        String next = asAdmin("?actor=" + ada.id() + "&limit=1").extract().path("next");
        asAdmin("?actor=" + ada.id() + "&limit=1&cursor=" + next)
                .body("items.action", contains("key.created"));
    }

    @Test
    void aFilterThatMakesNoSenseIsNamed() {
        for (var name : List.of("actor", "from", "to", "action", "cursor")) {
            Someone.admin()
                    .asks()
                    .get("/api/v1/audit?" + name + "=NO SENSE")
                    .then()
                    .statusCode(400)
                    .body("errors.field", hasItem(name));
        }
    }

    @Test
    void oldEntriesAreForgotten() throws SQLException {
        var old = ada.makesKey("old");
        var recent = ada.makesKey("recent");
        var age = "update audit_entry set at = at - interval '%d days' where target_id = ?";
        update(age.formatted(401), old.id().toString());
        update(age.formatted(399), recent.id().toString());

        assertThat(retention.forgetOld()).isEqualTo(1);

        assertThat(entriesOf(old.id()).getList("items")).isEmpty();
        assertThat(entriesOf(recent.id()).getList("items")).hasSize(1);
    }

    private static JsonPath entriesOf(UUID target) {
        return asAdmin("?target=" + target).extract().jsonPath();
    }

    private static JsonPath entriesBy(UUID actor) {
        return asAdmin("?actor=" + actor).extract().jsonPath();
    }

    private static ValidatableResponse asAdmin(String query) {
        return Someone.admin().asks().get("/api/v1/audit" + query).then().statusCode(200);
    }

    private static List<String> changes(JsonPath log, int entry) {
        return log.<Map<String, String>>getList("items[" + entry + "].changes").stream()
                .map(c -> c.get("field") + ": " + c.get("from") + " -> " + c.get("to"))
                .toList();
    }

    private void update(String sql, Object parameter) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, parameter);
            statement.executeUpdate();
        }
    }
}
