package io.smoothllm.provider.provider;

import static io.smoothllm.provider.stack.Wishes.aModel;
import static io.smoothllm.provider.stack.Wishes.aProvider;
import static io.smoothllm.provider.stack.Wishes.saved;
import static io.smoothllm.provider.stack.Wishes.with;
import static io.smoothllm.provider.stack.Wishes.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.provider.stack.Person;
import io.smoothllm.provider.stack.Wishes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProviderApiTest {
    private final Person admin = Person.anAdmin();
    private final Person member = Person.aMember();

    @Test
    void whatIsCreatedIsReadBack() {
        var wish = with(aProvider(), "headers", Map.of("OpenAI-Organization", "org-1"));
        wish.put("timeouts", Map.of("connect", "PT2S"));
        wish.put("priority", 3);

        var reply = admin.asks().body(wish).post("/api/v1/providers");

        assertThat(reply.statusCode()).isEqualTo(201);
        var made = reply.jsonPath();
        assertThat(reply.header("Location")).endsWith("/api/v1/providers/" + made.get("id"));
        assertThat(UUID.fromString(made.get("id")).version()).isEqualTo(7);
        assertThat(made.getMap("")).isEqualTo(read(made.get("id")).getMap(""));
        assertThat(made.getMap(""))
                .containsEntry("name", wish.get("name"))
                .containsEntry("baseUrl", "http://127.0.0.1:1999/v1")
                .containsEntry("apiKeyHint", "wxyz")
                .containsEntry("hasApiKey", true)
                .containsEntry("enabled", true)
                .containsEntry("priority", 3)
                .containsEntry("weight", 100)
                .containsEntry("shared", true)
                .containsEntry("ownerId", null)
                .containsEntry("version", 1)
                .containsEntry("headers", Map.of("OpenAI-Organization", "org-1"))
                .containsEntry(
                        "timeouts", Map.of("connect", "PT2S", "firstByte", "PT2M", "idle", "PT1M"));
        assertThat(made.getMap("models[0]"))
                .containsEntry("upstreamName", "gpt-5-mini")
                .containsEntry("inputPrice", "0.25")
                .containsEntry("outputPrice", "2")
                .containsEntry("cacheReadPrice", null);
        assertThat(reply.asString()).doesNotContain(Wishes.KEY);
    }

    @Test
    void wellKnownDialectsNeedNoBaseUrlAndAnyCaseWillDo() {
        var wish = with(without(aProvider(), "baseUrl"), "dialect", "anthropic");

        var made = read(saved(admin, wish));

        assertThat(made.getString("dialect")).isEqualTo("ANTHROPIC");
        assertThat(made.getString("baseUrl")).isEqualTo("https://api.anthropic.com");
    }

    @Test
    void pricesMayBeNumbersAndKeepEveryDigit() {
        var model = aModel("m");
        model.put("inputPrice", 0.075);
        model.put("outputPrice", "0.000000123");

        var made = read(saved(admin, with(aProvider(), "models", List.of(model))));

        assertThat(made.getString("models[0].inputPrice")).isEqualTo("0.075");
        assertThat(made.getString("models[0].outputPrice")).isEqualTo("0.000000123");
    }

    @Test
    void aShortKeyHasNoHint() {
        var made = read(saved(admin, with(aProvider(), "apiKey", "12345678901")));

        assertThat(made.getMap(""))
                .containsEntry("hasApiKey", true)
                .containsEntry("apiKeyHint", null);
    }

    @Test
    void replacingKeepsTheKeyUnlessOneIsGiven() {
        var wish = aProvider();
        var id = saved(admin, wish);

        var kept = replace(id, without(wish, "apiKey"));
        var changed = replace(id, with(wish, "apiKey", "sk-other-key-abcd"));
        var removed = replace(id, with(wish, "apiKey", ""));

        assertThat(kept.getString("apiKeyHint")).isEqualTo("wxyz");
        assertThat(changed.getString("apiKeyHint")).isEqualTo("abcd");
        assertThat(removed.getBoolean("hasApiKey")).isFalse();
        assertThat(removed.getInt("version")).isEqualTo(4);
    }

    @Test
    void replacingResetsWhatIsLeftOut() {
        var id = saved(admin, with(aProvider(), "priority", 7));

        var replaced = replace(id, without(aProvider(), "models"));

        assertThat(replaced.getInt("priority")).isEqualTo(100);
        assertThat(replaced.getList("models")).isEmpty();
    }

    @Test
    void aStoredKeyDoesNotFollowItsProviderToAnotherHost() {
        var wish = without(aProvider(), "apiKey");
        var id = saved(admin, with(wish, "apiKey", Wishes.KEY));

        for (var elsewhere :
                List.of(
                        "http://127.0.0.2:1999/v1",
                        "http://127.0.0.1:1998/v1",
                        "https://127.0.0.1:1999/v1")) {
            var reply =
                    admin.asks()
                            .body(with(wish, "baseUrl", elsewhere))
                            .put("/api/v1/providers/" + id);
            assertThat(reply.statusCode()).isEqualTo(400);
            assertThat(reply.jsonPath().getString("errors[0].field")).isEqualTo("apiKey");
        }
        var moved = replace(id, with(wish, "baseUrl", "http://127.0.0.1:1999/other"));
        assertThat(moved.getBoolean("hasApiKey")).isTrue();
    }

    @Test
    void aChangeOfAnOldVersionIsRefused() {
        var wish = aProvider();
        var id = saved(admin, wish);
        replace(id, with(wish, "version", 1));

        var reply = admin.asks().body(with(wish, "version", 1)).put("/api/v1/providers/" + id);

        assertThat(reply.statusCode()).isEqualTo(409);
        assertThat(reply.jsonPath().getString("type"))
                .isEqualTo("urn:smoothllm:problem:stale-version");
    }

    @Test
    void aDeletedOneIsGone() {
        var id = saved(admin, aProvider());

        var deleted = admin.asks().delete("/api/v1/providers/" + id);

        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(admin.asks().get("/api/v1/providers/" + id).statusCode()).isEqualTo(404);
        assertThat(admin.asks().delete("/api/v1/providers/" + id).statusCode()).isEqualTo(404);
        assertThat(admin.asks().body(aProvider()).put("/api/v1/providers/" + id).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aNameIsUniqueInWhatAnAccountSees() {
        var shared = aProvider();
        var own = aProvider();
        saved(admin, shared);
        saved(member, own);
        var stranger = Person.aMember();

        assertThat(status(member, with(aProvider(), "name", shared.get("name")))).isEqualTo(409);
        assertThat(status(member, with(aProvider(), "name", own.get("name")))).isEqualTo(409);
        assertThat(status(admin, with(aProvider(), "name", own.get("name")))).isEqualTo(409);
        assertThat(status(stranger, with(aProvider(), "name", own.get("name")))).isEqualTo(201);
    }

    /// No unique index spans what is shared and what is private.
    @RepeatedTest(5)
    void twoWhoTakeANameAtOnceDoNotBothGetIt() {
        var wish = aProvider();

        var answers =
                Stream.of(admin, member)
                        .map(who -> CompletableFuture.supplyAsync(() -> status(who, wish)))
                        .toList();

        assertThat(answers.stream().map(CompletableFuture::join))
                .containsExactlyInAnyOrder(201, 409);
    }

    @Test
    void aNameIsFreeAgainAfterDeletion() {
        var wish = aProvider();
        admin.asks().delete("/api/v1/providers/" + saved(admin, wish));

        assertThat(status(admin, wish)).isEqualTo(201);
    }

    @Test
    void listsComeInPagesNewestFirst() {
        var owner = Person.aMember();
        var mark = Wishes.aName();
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(saved(owner, with(aProvider(), "name", mark + "-" + i)));
        }

        var found = new ArrayList<String>();
        String cursor = "";
        do {
            var page = list(owner, Map.of("q", mark, "limit", 2, "cursor", cursor));
            found.addAll(page.getList("items.id"));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(found).isEqualTo(ids);
    }

    @Test
    void listsAreFilteredByTextDialectAndEnabled() {
        var owner = Person.aMember();
        var mark = Wishes.aName();
        var off = with(with(aProvider(), "name", mark + "-a"), "enabled", false);
        var gemini = with(with(aProvider(), "name", mark + "_b"), "dialect", "GEMINI");
        var offId = saved(owner, off);
        var geminiId = saved(owner, gemini);

        assertThat(ids(owner, Map.of("q", mark.toUpperCase(Locale.ROOT), "enabled", "false")))
                .containsExactly(offId);
        assertThat(ids(owner, Map.of("q", mark, "dialect", "gemini"))).containsExactly(geminiId);
        assertThat(ids(owner, Map.of("q", mark + "_"))).containsExactly(geminiId);
        assertThat(ids(owner, Map.of("q", "%" + mark))).isEmpty();
    }

    @Test
    void aListNeverShowsAnothersPrivateOnes() {
        var stranger = Person.aMember();
        var shared = saved(admin, aProvider());
        var own = saved(member, aProvider());
        var foreign = saved(stranger, aProvider());

        assertThat(ids(member, Map.of("limit", 500))).contains(shared, own).doesNotContain(foreign);
        assertThat(ids(admin, Map.of("limit", 500))).contains(shared, own, foreign);
    }

    @Test
    void anAdminsChangeLeavesAPrivateOnePrivate() {
        var wish = aProvider();
        var id = saved(member, wish);

        var replaced = replace(id, with(wish, "weight", 5));

        assertThat(replaced.getString("ownerId")).isEqualTo(member.id().toString());
        assertThat(replaced.getBoolean("shared")).isFalse();
    }

    private JsonPath read(String id) {
        return admin.asks()
                .get("/api/v1/providers/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath replace(String id, Map<String, Object> wish) {
        return admin.asks()
                .body(wish)
                .put("/api/v1/providers/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static int status(Person person, Map<String, Object> wish) {
        return person.asks().body(wish).post("/api/v1/providers").statusCode();
    }

    private static List<String> ids(Person person, Map<String, Object> query) {
        return list(person, query).getList("items.id");
    }

    private static JsonPath list(Person person, Map<String, Object> query) {
        return person.asks()
                .queryParams(new HashMap<>(query))
                .get("/api/v1/providers")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
