package io.smoothllm.provider;

import static io.smoothllm.provider.stack.Wishes.aCandidate;
import static io.smoothllm.provider.stack.Wishes.aModel;
import static io.smoothllm.provider.stack.Wishes.aProvider;
import static io.smoothllm.provider.stack.Wishes.aRoute;
import static io.smoothllm.provider.stack.Wishes.saved;
import static io.smoothllm.provider.stack.Wishes.savedRoute;
import static io.smoothllm.provider.stack.Wishes.with;
import static io.smoothllm.provider.stack.Wishes.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.CatalogProvider;
import io.smoothllm.model.catalog.CatalogRoute;
import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.credential.CredentialSeal;
import io.smoothllm.provider.stack.CatalogTopic;
import io.smoothllm.provider.stack.Person;
import io.smoothllm.provider.stack.Wishes;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the proxies hear.
@QuarkusTest
class CatalogTest {
    @Inject CredentialSeal seal;
    @Inject DataSource database;

    private final Person admin = Person.anAdmin();
    private final Person member = Person.aMember();
    private final CatalogTopic topic = new CatalogTopic();

    @AfterEach
    void stop() {
        topic.close();
    }

    @Test
    void aProviderIsPublishedWithItsKeySealedForIt() throws GeneralSecurityException {
        var wish = aProvider();
        var id = UUID.fromString(saved(member, wish));

        var entry = (CatalogProvider) topic.await("provider/" + id, 1);

        assertThat(entry.id()).isEqualTo(id);
        assertThat(entry.ownerId()).isEqualTo(member.id());
        assertThat(entry.name()).isEqualTo(wish.get("name"));
        assertThat(entry.dialect()).isEqualTo(Dialect.OPENAI);
        assertThat(entry.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:1999/v1"));
        assertThat(entry.models())
                .singleElement()
                .satisfies(m -> assertThat(m.prices().inputPrice()).isEqualTo(Money.of("0.25")));
        assertThat(seal.open(id, entry.credential())).isEqualTo(Wishes.KEY);
    }

    @Test
    void whatAProviderTakesIsPublishedAsItWorksOut() {
        var wish = with(without(without(aProvider(), "dialect"), "baseUrl"), "preset", "mistral");
        wish.put("compatibility", Map.of("developerRole", true, "sampling", false));
        var id = saved(admin, wish);

        var entry = (CatalogProvider) topic.await("provider/" + id, 1);

        assertThat(entry.baseUrl()).isEqualTo(URI.create("https://api.mistral.ai/v1"));
        assertThat(entry.compatibility())
                .isEqualTo(new Compatibility(false, true, false, null, null, null, false, null));
    }

    @Test
    void aPriceForAnHourOfCacheIsPublished() {
        var model = with(aModel("m"), "cacheWriteHourPrice", "6.25");
        var id = saved(admin, with(aProvider(), "models", List.of(model)));

        var entry = (CatalogProvider) topic.await("provider/" + id, 1);

        assertThat(entry.models().getFirst().prices().cacheWriteHourPrice())
                .isEqualTo(Money.of("6.25"));
        assertThat(entry.models().getFirst().prices().cacheWritePrice()).isNull();
    }

    @Test
    void aSealedKeyOpensForNoOtherProvider() {
        var id = UUID.fromString(saved(admin, aProvider()));
        var entry = (CatalogProvider) topic.await("provider/" + id, 1);

        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> seal.open(UUID.randomUUID(), entry.credential()));
    }

    @Test
    void aSealedKeyMovedToAnotherRowIsOfNoUse() throws SQLException {
        var rich = saved(admin, aProvider());
        var wish = aProvider();
        var poor = saved(member, wish);
        move(rich, poor);

        var tested = member.asks().post("/api/v1/providers/" + poor + "/test");
        var kept =
                member.asks().body(Wishes.without(wish, "apiKey")).put("/api/v1/providers/" + poor);

        assertThat(List.of(tested.statusCode(), kept.statusCode())).containsOnly(400);
        assertThat(tested.jsonPath().getString("errors[0].field")).isEqualTo("apiKey");
    }

    @Test
    void everyChangeIsPublishedAndAKeptKeySealedAnew() throws GeneralSecurityException {
        var wish = aProvider();
        var id = saved(admin, wish);
        var first = (CatalogProvider) topic.await("provider/" + id, 1);

        admin.asks()
                .body(with(Wishes.without(wish, "apiKey"), "enabled", false))
                .put("/api/v1/providers/" + id)
                .then()
                .statusCode(200);
        var second = (CatalogProvider) topic.await("provider/" + id, 2);

        assertThat(second.enabled()).isFalse();
        assertThat(second.credential()).isNotEqualTo(first.credential());
        assertThat(seal.open(second.id(), second.credential())).isEqualTo(Wishes.KEY);
    }

    @Test
    void aDeletedProviderIsATombstoneAndItsRowGoes() {
        var id = saved(admin, aProvider());

        admin.asks().delete("/api/v1/providers/" + id).then().statusCode(204);

        topic.awaitTombstone("provider/" + id);
        await().until(() -> rows(id) == 0);
    }

    @Test
    void routesArePublishedChangedAndBuried() {
        var provider = saved(admin, aProvider());
        var wish = aRoute(aCandidate(provider, "gpt-5-mini"));
        var id = savedRoute(admin, wish);
        var key = "route/" + id;

        var made = (CatalogRoute) topic.await(key, 1);
        admin.asks().body(with(wish, "enabled", false)).put("/api/v1/routes/" + id);
        var changed = (CatalogRoute) topic.await(key, 2);
        admin.asks().delete("/api/v1/routes/" + id);
        topic.awaitTombstone(key);

        assertThat(made.alias()).isEqualTo(wish.get("alias"));
        assertThat(made.ownerId()).isNull();
        assertThat(made.candidates())
                .containsExactly(
                        new CatalogRoute.Candidate(
                                UUID.fromString(provider), "gpt-5-mini", 100, 100));
        assertThat(changed.enabled()).isFalse();
    }

    private void move(String from, String to) throws SQLException {
        try (var connection = database.getConnection();
                var update =
                        connection.prepareStatement(
                                """
                                update provider set credential =
                                (select credential from provider where id = ?) where id = ?
                                """)) {
            update.setObject(1, UUID.fromString(from));
            update.setObject(2, UUID.fromString(to));
            update.executeUpdate();
        }
    }

    private int rows(String id) throws SQLException {
        try (var connection = database.getConnection();
                var query =
                        connection.prepareStatement("select count(*) from provider where id = ?")) {
            query.setObject(1, UUID.fromString(id));
            try (var result = query.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }
}
