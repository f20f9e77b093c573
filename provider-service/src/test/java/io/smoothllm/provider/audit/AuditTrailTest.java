package io.smoothllm.provider.audit;

import static io.smoothllm.provider.stack.Wishes.aCandidate;
import static io.smoothllm.provider.stack.Wishes.aModel;
import static io.smoothllm.provider.stack.Wishes.aProvider;
import static io.smoothllm.provider.stack.Wishes.aRoute;
import static io.smoothllm.provider.stack.Wishes.saved;
import static io.smoothllm.provider.stack.Wishes.savedRoute;
import static io.smoothllm.provider.stack.Wishes.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.audit.AuditActor;
import io.smoothllm.model.audit.AuditEntry;
import io.smoothllm.model.audit.FieldChange;
import io.smoothllm.provider.stack.AuditTopic;
import io.smoothllm.provider.stack.Person;
import io.smoothllm.provider.stack.Wishes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the audit log hears of providers and routes.
@QuarkusTest
class AuditTrailTest {
    @Inject DataSource database;

    private final Person admin = Person.anAdmin();
    private final AuditTopic topic = new AuditTopic();

    @AfterEach
    void stop() {
        topic.close();
    }

    @Test
    void theLifeOfAProviderIsTold() {
        var wish = aProvider();
        var id = saved(admin, wish);
        var changed = with(with(wish, "enabled", false), "models", List.of(aModel("another")));
        change(id, with(changed, "apiKey", "sk-another-0123456789"));
        admin.asks().delete("/api/v1/providers/" + id).then().statusCode(204);

        var told = topic.awaitAbout(id, 3);

        assertThat(told)
                .extracting(AuditEntry::action)
                .containsExactly("provider.created", "provider.changed", "provider.deleted");
        assertThat(told).allSatisfy(this::isOfTheAdmin);
        assertThat(told.get(1).changes())
                .extracting(FieldChange::field)
                .containsExactlyInAnyOrder(
                        "enabled", "model gpt-5-mini", "model another", "apiKey");
        assertThat(told.get(1).changes())
                .contains(
                        new FieldChange("enabled", "true", "false"),
                        new FieldChange("apiKey", null, "replaced"));
    }

    @Test
    void noKeyAndNoValueOfAHeaderIsTold() {
        var wish = with(aProvider(), "headers", Map.of("x-team", "a value of some kind"));
        var id = saved(admin, wish);

        topic.awaitAbout(id, 1);

        assertThat(topic.text())
                .contains("x-team")
                .doesNotContain("a value of some kind")
                .doesNotContain(Wishes.KEY);
    }

    @Test
    void theLifeOfARouteIsTold() {
        var provider = saved(admin, aProvider());
        var wish = aRoute(aCandidate(provider, "gpt-5-mini"));
        var id = savedRoute(admin, wish);
        admin.asks()
                .body(with(wish, "enabled", false))
                .put("/api/v1/routes/" + id)
                .then()
                .statusCode(200);
        admin.asks().delete("/api/v1/routes/" + id).then().statusCode(204);

        var told = topic.awaitAbout(id, 3);

        assertThat(told)
                .extracting(AuditEntry::action)
                .containsExactly("route.created", "route.changed", "route.deleted");
        assertThat(told.get(1).changes())
                .containsExactly(new FieldChange("enabled", "true", "false"));
    }

    @Test
    void whatIsRefusedWasNotDone() {
        var wish = aProvider();
        var id = saved(admin, wish);

        admin.asks()
                .body(with(wish, "version", 7))
                .put("/api/v1/providers/" + id)
                .then()
                .statusCode(409);

        var last = saved(admin, aProvider());
        topic.awaitAbout(last, 1);
        assertThat(topic.about(id)).hasSize(1);
    }

    @Test
    void whatTheTopicHasIsNotKeptHere() {
        saved(admin, aProvider());

        await().until(() -> waiting() == 0);
    }

    private void isOfTheAdmin(AuditEntry entry) {
        assertThat(entry.actor())
                .isEqualTo(AuditActor.account(admin.id(), admin.id() + "@example.org"));
        assertThat(entry.target().kind()).isEqualTo("provider");
        assertThat(entry.address()).isEqualTo("127.0.0.1");
    }

    private void change(String id, Map<String, Object> wish) {
        admin.asks().body(wish).put("/api/v1/providers/" + id).then().statusCode(200);
    }

    private long waiting() throws SQLException {
        try (var connection = database.getConnection();
                var count =
                        connection
                                .createStatement()
                                .executeQuery("select count(*) from audit_entry")) {
            count.next();
            return count.getLong(1);
        }
    }
}
