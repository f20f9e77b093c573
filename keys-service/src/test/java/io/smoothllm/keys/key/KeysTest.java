package io.smoothllm.keys.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smoothllm.keys.fixture.Someone;
import io.smoothllm.keys.fixture.Someone.MadeKey;
import io.smoothllm.kit.access.Role;
import io.smoothllm.model.key.VirtualKey;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KeysTest {
    @Inject AgroalDataSource database;

    private Someone ada;

    @BeforeEach
    void signIn() {
        ada = Someone.with(Role.MEMBER);
    }

    @Test
    void showsANewKeyOnce() {
        var created = ada.asks().body(Map.of("name", "laptop")).post("/api/v1/keys");

        created.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .header("ETag", "\"1\"")
                .header("Location", "/api/v1/keys/" + created.path("id"))
                .body("name", equalTo("laptop"))
                .body("userId", equalTo(ada.id().toString()))
                .body("userEmail", equalTo(ada.email()))
                .body("status", equalTo("ACTIVE"))
                .body("version", equalTo(1));
        var key = VirtualKey.parse(created.path("secret")).orElseThrow();
        assertThat(key.id()).hasToString(created.path("id"));
        assertThat(key.reveal()).startsWith(created.<String>path("prefix"));
        assertThat(created.<String>path("prefix")).startsWith(VirtualKey.PREFIX).hasSize(18);
        assertThat(created.<String>path("lastFour")).isEqualTo(key.lastFour());
        ada.asks()
                .get("/api/v1/keys/" + created.path("id"))
                .then()
                .statusCode(200)
                .body("$", not(hasKey("secret")));
    }

    @Test
    void keepsEverythingThatWasAskedFor() {
        var expiresAt = Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        var provider = UUID.randomUUID();
        var request =
                Map.of(
                        "name", "everything",
                        "expiresAt", expiresAt.toString(),
                        "allowedModels", List.of("gpt-5", "bedrock/anthropic.claude-v2:1", "gpt-5"),
                        "allowedProviders", List.of(provider),
                        "allowedIps", List.of("10.1.2.3/8", "2001:db8::1"),
                        "limits", Map.of("requestsPerMinute", 60, "maxParallelRequests", 4),
                        "budget", Map.of("amountUsd", "12.50", "period", "MONTH", "mode", "HARD"),
                        "tags", List.of("team:blue", "größe"));

        var key = ada.makesKey(request);

        ada.asks()
                .get(key.path())
                .then()
                .statusCode(200)
                .body("expiresAt", equalTo(expiresAt.toString()))
                .body("allowedModels", contains("gpt-5", "bedrock/anthropic.claude-v2:1"))
                .body("allowedProviders", contains(provider.toString()))
                .body("allowedIps", contains("10.0.0.0/8", "2001:db8:0:0:0:0:0:1"))
                .body("limits.requestsPerMinute", equalTo(60))
                .body("limits.tokensPerMinute", nullValue())
                .body("limits.maxParallelRequests", equalTo(4))
                .body("budget.amountUsd", equalTo("12.5"))
                .body("budget.period", equalTo("MONTH"))
                .body("budget.mode", equalTo("HARD"))
                .body("tags", contains("team:blue", "größe"));
    }

    @Test
    void aChangeReplacesEverything() {
        var key =
                ada.makesKey(
                        Map.of(
                                "name",
                                "before",
                                "tags",
                                List.of("a"),
                                "limits",
                                Map.of("tokensPerMinute", 5)));

        change(key, Map.of("name", "after", "allowedModels", List.of("gpt-5")))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("after"))
                .body("allowedModels", contains("gpt-5"))
                .body("tags", empty())
                .body("limits", nullValue())
                .body("$", not(hasKey("secret")))
                .body("version", equalTo(2));
    }

    @Test
    void whatWasReadCanBeSentBack() {
        var key =
                ada.makesKey(
                        Map.of(
                                "name",
                                "n",
                                "budget",
                                Map.of("amountUsd", "1", "period", "DAY", "mode", "SOFT")));
        Map<String, Object> read = ada.asks().get(key.path()).path("$");

        change(key, read).then().statusCode(200).body("budget.amountUsd", equalTo("1"));

        change(key, read)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:smoothllm:problem:stale-version"));
    }

    @Test
    void aChangeBuildsOnWhatItsMakerHasSeen() {
        var key = ada.makesKey("seen");
        change(key, Map.of("name", "seen", "version", 1)).then().statusCode(200);

        ada.asks()
                .header("If-Match", "\"1\"")
                .body(Map.of("name", "late"))
                .put(key.path())
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:smoothllm:problem:stale-version"));
        ada.asks()
                .header("If-Match", "\"2\"")
                .body(Map.of("name", "in time"))
                .put(key.path())
                .then()
                .statusCode(200);
    }

    @Test
    void aKeyStaysWithItsOwner() {
        var key = ada.makesKey("mine");
        var bob = Someone.with(Role.MEMBER);

        change(key, Map.of("name", "mine", "userId", bob.id()))
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("userId"));
    }

    @Test
    void anAdminMakesKeysForOthersAndSeesThem() {
        var admin = Someone.admin();

        var key = admin.makesKey(Map.of("name", "for ada", "userId", ada.id()));

        ada.asks().get(key.path()).then().statusCode(200);
        admin.asks()
                .queryParam("userId", ada.id())
                .get("/api/v1/keys")
                .then()
                .body("items.id", contains(key.id().toString()));
    }

    @Test
    void aMemberMakesKeysForNobodyElse() {
        var bob = Someone.with(Role.MEMBER);

        ada.asks()
                .body(Map.of("name", "for bob", "userId", bob.id()))
                .post("/api/v1/keys")
                .then()
                .statusCode(403);
    }

    @Test
    void nobodyMakesKeysForAnAccountThatCannotUseThem() {
        var admin = Someone.admin();

        for (var nobody : List.of(UUID.randomUUID(), disabled(Someone.with(Role.MEMBER)))) {
            admin.asks()
                    .body(Map.of("name", "for nobody", "userId", nobody))
                    .post("/api/v1/keys")
                    .then()
                    .statusCode(400)
                    .body("errors.field", hasItem("userId"));
        }
    }

    @Test
    void listsInPagesNewestFirst() {
        var oldest = ada.makesKey("1");
        var middle = ada.makesKey("2");
        var newest = ada.makesKey("3");

        var first = list(Map.of("limit", 2));
        var second = list(Map.of("limit", 2, "cursor", first.<String>path("next")));

        assertThat(idsIn(first)).containsExactly(newest.id(), middle.id());
        assertThat(idsIn(second)).containsExactly(oldest.id());
        second.then().body("next", nullValue());
    }

    @Test
    void findsByNamePrefixLastDigitsAndTag() {
        var key = ada.makesKey(Map.of("name", "Build Server", "tags", List.of("team:blue")));
        ada.makesKey("another");
        var secret = key.secret();

        for (var q :
                List.of(
                        "build",
                        "d SER",
                        "TEAM:b",
                        secret.substring(0, 18),
                        secret.substring(0, 40),
                        secret.substring(secret.length() - 4).toLowerCase(Locale.ROOT))) {
            assertThat(idsIn(list(Map.of("q", q)))).as(q).contains(key.id());
        }
        assertThat(idsIn(list(Map.of("q", "build")))).containsExactly(key.id());
        assertThat(idsIn(list(Map.of("q", "b_ild")))).isEmpty();
    }

    @Test
    void filtersByStatus() throws SQLException {
        var active = ada.makesKey("active");
        var revoked = ada.makesKey("revoked");
        var expired = ada.makesKey("expired");
        ada.asks().post(revoked.path() + "/revoke").then().statusCode(200);
        expire(expired);

        assertThat(idsIn(list(Map.of("status", "ACTIVE")))).containsExactly(active.id());
        assertThat(idsIn(list(Map.of("status", "REVOKED")))).containsExactly(revoked.id());
        assertThat(idsIn(list(Map.of("status", "EXPIRED")))).containsExactly(expired.id());
        assertThat(idsIn(list(Map.of("status", "SUSPENDED")))).isEmpty();
        list(Map.of("status", "LOST"))
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("status"));
    }

    @Test
    void aDisabledOwnersKeysAreSuspended() {
        var admin = Someone.admin();
        var key = ada.makesKey("mine");

        disabled(ada);

        admin.asks().get(key.path()).then().body("status", equalTo("SUSPENDED"));
        assertThat(
                        idsIn(
                                admin.asks()
                                        .queryParam("userId", ada.id())
                                        .queryParam("status", "SUSPENDED")
                                        .get("/api/v1/keys")))
                .containsExactly(key.id());
    }

    @Test
    void aDeletedOwnersKeysAreRevoked() {
        var admin = Someone.admin();
        var key = ada.makesKey("mine");

        admin.asks().delete(ada.path()).then().statusCode(204);

        admin.asks()
                .get(key.path())
                .then()
                .statusCode(200)
                .body("status", equalTo("REVOKED"))
                .body("userEmail", equalTo(ada.email()));
    }

    @Test
    void revokesForGood() {
        var key = ada.makesKey("mine");

        revoke(key)
                .then()
                .statusCode(200)
                .body("status", equalTo("REVOKED"))
                .body("version", equalTo(2));

        revoke(key).then().statusCode(200).body("version", equalTo(2));
        change(key, Map.of("name", "again"))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:smoothllm:problem:key-revoked"));
        rotate(key, "PT1H").then().statusCode(409);
    }

    @Test
    void aRotationShowsTheNewSecretOnceAndKeepsTheOldForAWhile() {
        var key = ada.makesKey("mine");

        var rotated = rotate(key, "PT1H");

        rotated.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("id", equalTo(key.id().toString()));
        assertThat(VirtualKey.parse(rotated.path("secret")).orElseThrow().id()).isEqualTo(key.id());
        assertThat(rotated.<String>path("secret")).isNotEqualTo(key.secret());
        assertThat(Instant.parse(rotated.path("previousSecretValidUntil")))
                .isCloseTo(Instant.now().plus(1, ChronoUnit.HOURS), within(60, ChronoUnit.SECONDS));
        assertThat(Instant.parse(rotated.path("rotatedAt")))
                .isEqualTo(Instant.parse(rotated.path("updatedAt")));
    }

    @Test
    void aKeyThatWasNeverRotatedSaysSo() {
        var key = ada.makesKey("mine");

        ada.asks().get(key.path()).then().body("rotatedAt", nullValue());
    }

    @Test
    void aRotationWithoutABodyHasAGraceOfADay() {
        var key = ada.makesKey("mine");

        var rotated = ada.asks().post(key.path() + "/rotate");

        assertThat(Instant.parse(rotated.path("previousSecretValidUntil")))
                .isCloseTo(Instant.now().plus(1, ChronoUnit.DAYS), within(60, ChronoUnit.SECONDS));
    }

    @Test
    void aRotationAtOnceLeavesNoOldSecret() {
        rotate(ada.makesKey("mine"), "PT0S")
                .then()
                .statusCode(200)
                .body("secret", notNullValue())
                .body("previousSecretValidUntil", nullValue());
    }

    @Test
    void aGracePeriodHasItsLimits() {
        var key = ada.makesKey("mine");

        for (var period : List.of("PT721H", "-PT1S", "soon", "P1M")) {
            rotate(key, period).then().statusCode(400).body("errors.field", hasItem("gracePeriod"));
        }
        rotate(key, "P30D").then().statusCode(200);
    }

    @Test
    void anExpiredKeyIsProlongedBeforeItIsRotated() throws SQLException {
        var key = ada.makesKey("mine");
        expire(key);

        rotate(key, "PT1H")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:smoothllm:problem:key-expired"));
        Map<String, Object> read = ada.asks().get(key.path()).path("$");
        change(key, read).then().statusCode(200).body("status", equalTo("EXPIRED"));
        change(key, Map.of("name", "mine"))
                .then()
                .statusCode(200)
                .body("status", equalTo("ACTIVE"));
    }

    @Test
    void aDeletedKeyIsGone() {
        var key = ada.makesKey("mine");

        ada.asks().delete(key.path()).then().statusCode(204);

        ada.asks().get(key.path()).then().statusCode(404);
        ada.asks().delete(key.path()).then().statusCode(404);
        revoke(key).then().statusCode(404);
        assertThat(idsIn(list(Map.of()))).isEmpty();
    }

    private Response change(MadeKey key, Map<String, ?> request) {
        return ada.asks().body(new HashMap<>(request)).put(key.path());
    }

    private Response revoke(MadeKey key) {
        return ada.asks().post(key.path() + "/revoke");
    }

    private Response rotate(MadeKey key, String gracePeriod) {
        return ada.asks().body(Map.of("gracePeriod", gracePeriod)).post(key.path() + "/rotate");
    }

    private Response list(Map<String, ?> query) {
        return ada.asks().queryParams(query).get("/api/v1/keys");
    }

    private static List<UUID> idsIn(Response list) {
        return list.then().statusCode(200).extract().<List<String>>path("items.id").stream()
                .map(UUID::fromString)
                .toList();
    }

    private static UUID disabled(Someone who) {
        Someone.admin()
                .asks()
                .body(Map.of("email", who.email(), "role", "MEMBER", "enabled", false))
                .put(who.path())
                .then()
                .statusCode(200);
        return who.id();
    }

    private void expire(MadeKey key) throws SQLException {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(
                                "update virtual_key set expires_at = now() - interval '1 s'"
                                        + " where id = ?")) {
            statement.setObject(1, key.id());
            statement.executeUpdate();
        }
    }
}
