package io.smoothllm.provider.provider;

import static io.smoothllm.provider.stack.Wishes.aProvider;
import static io.smoothllm.provider.stack.Wishes.saved;
import static io.smoothllm.provider.stack.Wishes.with;
import static io.smoothllm.provider.stack.Wishes.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.model.Money;
import io.smoothllm.model.audit.AuditActor;
import io.smoothllm.model.audit.FieldChange;
import io.smoothllm.model.catalog.CatalogProvider;
import io.smoothllm.provider.stack.AuditTopic;
import io.smoothllm.provider.stack.CatalogTopic;
import io.smoothllm.provider.stack.Person;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FollowReleaseTest {
    @Inject FollowRelease followRelease;
    @Inject DataSource database;

    private final Person admin = Person.anAdmin();

    @Test
    void whatAnEarlierReleaseBelievedOfAPresetIsCorrectedAndPublished() throws SQLException {
        var wish = with(without(without(aProvider(), "dialect"), "baseUrl"), "preset", "mistral");
        var id = saved(admin, with(wish, "compatibility", Map.of("developerRole", true)));
        believe(id, "{effective,streamOptions}", "true");

        followRelease.atBoot(new StartupEvent());

        try (var topic = new CatalogTopic()) {
            var entry = (CatalogProvider) topic.await("provider/" + id, 2);
            assertThat(entry.compatibility().streamOptions()).isFalse();
            assertThat(entry.compatibility().developerRole()).as("what was said").isTrue();
        }
        assertThat(read(id).getBoolean("effectiveCompatibility.streamOptions")).isFalse();
    }

    @Test
    void theAuditLogHearsThatNobodyButTheReleaseDidIt() throws SQLException {
        var wish = with(without(without(aProvider(), "dialect"), "baseUrl"), "preset", "mistral");
        var id = saved(admin, wish);
        believe(id, "{effective,streamOptions}", "true");

        followRelease.atBoot(new StartupEvent());

        try (var topic = new AuditTopic()) {
            var told = topic.awaitAbout(id, 2).getLast();
            assertThat(told.actor()).isEqualTo(AuditActor.service("provider-service"));
            assertThat(told.changes())
                    .extracting(FieldChange::field)
                    .containsExactly("compatibility");
        }
    }

    @Test
    void whoIsUpToDateHasNoPresetOrAnUnknownOneStaysAsItIs() throws SQLException {
        var upToDate =
                saved(
                        admin,
                        with(
                                without(without(aProvider(), "dialect"), "baseUrl"),
                                "preset",
                                "groq"));
        var without = saved(admin, with(aProvider(), "compatibility", Map.of("responses", true)));
        var unknown = saved(admin, aProvider());
        believe(unknown, "{preset}", "\"of-a-later-release\"");
        believe(unknown, "{effective,jsonSchema}", "false");

        followRelease.atBoot(new StartupEvent());

        assertThat(read(upToDate).getInt("version")).isEqualTo(1);
        assertThat(read(without).getInt("version")).isEqualTo(1);
        assertThat(read(unknown).getInt("version")).isEqualTo(1);
        assertThat(read(unknown).getBoolean("effectiveCompatibility.jsonSchema")).isFalse();
    }

    @Test
    void whatAnEarlierReleaseBelievedOfAPriceIsCorrectedByANewVersion() throws SQLException {
        var wish = with(without(without(aProvider(), "dialect"), "baseUrl"), "preset", "anthropic");
        var listed = Map.of("name", "claude-sonnet-4-5");
        var own = Map.of("name", "claude-opus-4-5", "inputPrice", "1");
        var id = saved(admin, with(wish, "models", List.of(listed, own)));
        believe(id, "{models,0,inputPrice}", "\"2.99\"");
        believe(id, "{models,0,tiers}", "[]");

        followRelease.atBoot(new StartupEvent());

        try (var topic = new CatalogTopic()) {
            var entry = (CatalogProvider) topic.await("provider/" + id, 2);
            assertThat(entry.models())
                    .extracting(model -> model.prices().inputPrice())
                    .containsExactly(Money.of("3"), Money.of("1"));
            assertThat(entry.models().getFirst().prices().tiers()).hasSize(1);
        }
    }

    /// It was saved before there were default prices.
    @Test
    void aModelWithoutPricesOfAnEarlierReleaseGetsTheDefault() throws SQLException {
        var wish = with(without(without(aProvider(), "dialect"), "baseUrl"), "preset", "anthropic");
        var id = saved(admin, with(wish, "models", List.of(Map.of("name", "claude-sonnet-4-5"))));
        believe(id, "{models}", "[{\"name\": \"claude-sonnet-4-5\"}]");

        followRelease.atBoot(new StartupEvent());

        assertThat(read(id).getInt("version")).isEqualTo(2);
        assertThat(read(id).getMap("models[0]"))
                .containsEntry("inputPrice", "3")
                .containsEntry("priceSource", "DEFAULT");
    }

    /// It was saved before there were presets.
    @Test
    void aRowOfAnEarlierReleaseIsAsItsDialectsInventor() throws SQLException {
        var id = saved(admin, aProvider());
        change(id, "settings - 'preset' - 'compatibility' - 'effective'");

        var read = read(id);

        assertThat(read.<Object>get("preset")).isNull();
        assertThat(read.getMap("compatibility").values()).hasSize(8).containsOnlyNulls();
        assertThat(read.getBoolean("effectiveCompatibility.streamOptions")).isTrue();
        assertThat(read.getBoolean("effectiveCompatibility.responses")).isFalse();
    }

    private void believe(String id, String path, String value) throws SQLException {
        change(id, "jsonb_set(settings, '%s', '%s')".formatted(path, value));
    }

    private void change(String id, String settings) throws SQLException {
        try (var connection = database.getConnection();
                var update =
                        connection.prepareStatement(
                                "update provider set settings = " + settings + " where id = ?")) {
            update.setObject(1, UUID.fromString(id));
            update.executeUpdate();
        }
    }

    private JsonPath read(String id) {
        return admin.asks()
                .get("/api/v1/providers/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
