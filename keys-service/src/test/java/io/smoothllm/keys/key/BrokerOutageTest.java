package io.smoothllm.keys.key;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smoothllm.keys.fixture.KeysTopic;
import io.smoothllm.keys.fixture.Someone;
import io.smoothllm.keys.fixture.Someone.MadeKey;
import io.smoothllm.kit.access.Role;
import io.smoothllm.model.key.KeyStatus;
import io.smoothllm.testing.FreePort;
import io.smoothllm.testing.kafka.EmbeddedBroker;
import io.smoothllm.testing.quarkus.PostgresResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service starts and works without a broker, and tells it everything when it comes.
@QuarkusTest
@TestProfile(BrokerOutageTest.WithoutBroker.class)
class BrokerOutageTest {
    @ConfigProperty(name = "smoothllm.kafka.bootstrap-servers")
    String broker;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL readiness;

    @TempDir Path brokersData;

    @Test
    void whatChangedDuringAnOutageIsPublishedAfterIt() throws IOException {
        var ada = Someone.with(Role.MEMBER);
        var keys = IntStream.range(0, 5).mapToObj(i -> ada.makesKey("key " + i)).toList();
        var revoked = keys.get(0);
        var deleted = keys.get(1);
        var slowest = changeDuringTheOutage(ada, revoked, deleted);
        given().get(readiness).then().statusCode(200);

        try (var started = EmbeddedBroker.start(brokersData, portOf(broker));
                var topic = KeysTopic.of(started.bootstrapServers())) {
            topic.awaitGrant(revoked.id(), grant -> grant.status() == KeyStatus.REVOKED);
            topic.awaitTombstone(deleted.id());
            for (var key : keys.subList(2, 5)) {
                topic.awaitGrant(key.id(), grant -> grant.status() == KeyStatus.ACTIVE);
            }
            assertThat(topic.about(revoked.id()).getLast().grant().orElseThrow().version())
                    .isEqualTo(2);
            assertThat(topic.about(deleted.id()).getLast().grant()).isEmpty();
        }
        assertThat(slowest).isLessThan(Duration.ofSeconds(4));
    }

    /// Nobody waits for the broker, not even for a row that the relay is trying to publish.
    private static Duration changeDuringTheOutage(Someone ada, MadeKey revoked, MadeKey deleted) {
        long start = System.nanoTime();
        ada.asks().post(revoked.path() + "/revoke").then().statusCode(200);
        long between = System.nanoTime();
        ada.asks().delete(deleted.path()).then().statusCode(204);
        long end = System.nanoTime();
        return Duration.ofNanos(Math.max(between - start, end - between));
    }

    private static int portOf(String bootstrapServers) {
        return Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
    }

    public static class WithoutBroker implements QuarkusTestProfile {
        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(PostgresResource.class, Map.of("database", "outage")),
                    new TestResourceEntry(NobodyThere.class));
        }
    }

    public static class NobodyThere implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            try {
                return Map.of("smoothllm.kafka.bootstrap-servers", "127.0.0.1:" + FreePort.find());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {}
    }
}
