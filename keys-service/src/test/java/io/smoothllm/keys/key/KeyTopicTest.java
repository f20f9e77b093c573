package io.smoothllm.keys.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.keys.fixture.KeysTopic;
import io.smoothllm.keys.fixture.Someone;
import io.smoothllm.kit.access.Role;
import io.smoothllm.model.Money;
import io.smoothllm.model.key.Budget;
import io.smoothllm.model.key.KeySecret;
import io.smoothllm.model.key.KeyStatus;
import io.smoothllm.model.key.Limits;
import io.smoothllm.model.key.VirtualKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KeyTopicTest {
    @ConfigProperty(name = "smoothllm.kafka.bootstrap-servers")
    String broker;

    private KeysTopic topic;
    private Someone ada;

    @BeforeEach
    void open() {
        ada = Someone.with(Role.MEMBER);
        topic = KeysTopic.of(broker);
    }

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void tellsProxiesEverythingOfANewKeyButTheKey() {
        var key =
                ada.makesKey(
                        Map.of(
                                "name", "n",
                                "allowedModels", List.of("gpt-5"),
                                "allowedIps", List.of("10.0.0.0/8"),
                                "limits", Map.of("requestsPerMinute", 60),
                                "budget", Map.of("amountUsd", "5", "period", "DAY", "mode", "HARD"),
                                "tags", List.of("t")));

        var grant = topic.awaitGrant(key.id(), found -> true);

        assertThat(grant.version()).isEqualTo(1);
        assertThat(grant.accountId()).isEqualTo(ada.id());
        assertThat(grant.accountName()).isEqualTo(ada.email());
        assertThat(grant.name()).isEqualTo("n");
        assertThat(grant.status()).isEqualTo(KeyStatus.ACTIVE);
        assertThat(grant.secrets())
                .singleElement()
                .satisfies(
                        secret -> {
                            assertThat(secret.sha256()).isEqualTo(sha256(key.secret()));
                            assertThat(secret.validUntil()).isNull();
                        });
        assertThat(grant.allowedModels()).containsExactly("gpt-5");
        assertThat(grant.allowedIps()).containsExactly("10.0.0.0/8");
        assertThat(grant.limits()).isEqualTo(new Limits(60, null, null));
        assertThat(grant.budget())
                .isEqualTo(new Budget(Money.of("5"), Budget.Period.DAY, Budget.Mode.HARD));
        assertThat(grant.tags()).containsExactly("t");
        assertThat(Duration.between(grant.changedAt(), Instant.now()))
                .isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aRevocationIsOnTheTopicWithinASecondOfItsAnswer() {
        var key = ada.makesKey("mine");
        topic.awaitGrant(key.id(), found -> true);

        ada.asks().post(key.path() + "/revoke").then().statusCode(200);
        long answered = System.nanoTime();
        topic.awaitGrant(key.id(), found -> found.status() == KeyStatus.REVOKED);

        assertThat(Duration.ofNanos(System.nanoTime() - answered))
                .isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void everyChangeFollowsTheOneBefore() {
        var key = ada.makesKey("0");
        for (int i = 1; i <= 20; i++) {
            ada.asks().body(Map.of("name", "" + i)).put(key.path()).then().statusCode(200);
        }

        topic.awaitGrant(key.id(), found -> found.name().equals("20"));

        var versions =
                topic.about(key.id()).stream()
                        .map(message -> message.grant().orElseThrow().version())
                        .toList();
        assertThat(versions).isSorted().endsWith(21L);
    }

    @Test
    void aRotationPublishesBothSecretsWhileBothWork() {
        var key = ada.makesKey("mine");

        String next =
                ada.asks()
                        .body(Map.of("gracePeriod", "PT1H"))
                        .post(key.path() + "/rotate")
                        .path("secret");

        var secrets = topic.awaitGrant(key.id(), found -> found.version() == 2).secrets();
        assertThat(secrets).hasSize(2);
        assertThat(secrets.get(0).sha256()).isEqualTo(sha256(next));
        assertThat(secrets.get(0).validUntil()).isNull();
        assertThat(secrets.get(1).sha256()).isEqualTo(sha256(key.secret()));
        assertThat(secrets.get(1).validUntil()).isAfter(Instant.now());
    }

    @Test
    void aRotationWithinTheGraceOfAnotherEndsTheOldestSecret() {
        var key = ada.makesKey("mine");
        String second = ada.asks().post(key.path() + "/rotate").path("secret");

        String third = ada.asks().post(key.path() + "/rotate").path("secret");

        assertThat(topic.awaitGrant(key.id(), found -> found.version() == 3).secrets())
                .extracting(KeySecret::sha256)
                .containsExactly(sha256(third), sha256(second));
    }

    @Test
    void aRotationAtOncePublishesTheNewSecretOnly() {
        var key = ada.makesKey("mine");

        String next =
                ada.asks()
                        .body(Map.of("gracePeriod", "PT0S"))
                        .post(key.path() + "/rotate")
                        .path("secret");

        assertThat(topic.awaitGrant(key.id(), found -> found.version() == 2).secrets())
                .singleElement()
                .satisfies(secret -> assertThat(secret.sha256()).isEqualTo(sha256(next)));
    }

    @Test
    void aDeletedKeyEndsInATombstone() {
        var key = ada.makesKey("mine");

        ada.asks().delete(key.path()).then().statusCode(204);

        topic.awaitTombstone(key.id());
        assertThat(topic.about(key.id()).getLast().grant()).isEmpty();
    }

    @Test
    void keysFollowTheirOwner() {
        var key = ada.makesKey("mine");

        changeAda(Map.of("enabled", false));
        topic.awaitGrant(key.id(), found -> found.status() == KeyStatus.SUSPENDED);
        changeAda(Map.of("enabled", true, "email", "new-" + ada.email()));
        var back = topic.awaitGrant(key.id(), found -> found.accountName().startsWith("new-"));
        Someone.admin().asks().delete(ada.path()).then().statusCode(204);
        topic.awaitGrant(key.id(), found -> found.status() == KeyStatus.REVOKED);

        assertThat(back.status()).isEqualTo(KeyStatus.ACTIVE);
    }

    private void changeAda(Map<String, ?> difference) {
        var user = new HashMap<String, Object>();
        user.put("email", ada.email());
        user.put("role", "MEMBER");
        user.putAll(difference);
        Someone.admin().asks().body(user).put(ada.path()).then().statusCode(200);
    }

    private static byte[] sha256(String secret) {
        return VirtualKey.parse(secret).orElseThrow().sha256();
    }
}
