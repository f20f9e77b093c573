package io.smoothllm.provider;

import static io.restassured.RestAssured.given;
import static io.smoothllm.provider.stack.Wishes.aProvider;
import static io.smoothllm.provider.stack.Wishes.saved;
import static io.smoothllm.provider.stack.Wishes.with;
import static io.smoothllm.provider.stack.Wishes.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smoothllm.provider.stack.Person;
import io.smoothllm.provider.stack.TestStack;
import io.smoothllm.testing.quarkus.PostgresResource;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// As an operator starts it: private addresses are not allowed. And on a bad day: no broker
/// answers.
@QuarkusTest
@TestProfile(CautiousDefaultsTest.Cautious.class)
class CautiousDefaultsTest {
    public static final class Cautious implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "smoothllm.upstream.allow-private", "false",
                    "smoothllm.kafka.bootstrap-servers", "127.0.0.1:1");
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(PostgresResource.class, Map.of("database", "cautious")),
                    new TestResourceEntry(TestStack.class));
        }
    }

    @TestHTTPResource(value = "/health/ready", management = true)
    URL readiness;

    private final Person admin = Person.anAdmin();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:11434",
                "http://localhost:11434",
                "http://[::1]:11434",
                "http://169.254.169.254/latest",
                "http://10.0.0.8",
                "http://[::ffff:192.168.0.1]",
                "http://here.names.test",
                "https://mixed.names.test"
            })
    void aProviderAtAPrivateAddressIsNotSaved(String baseUrl) {
        var reply =
                admin.asks().body(with(aProvider(), "baseUrl", baseUrl)).post("/api/v1/providers");

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.jsonPath().getString("errors[0].field")).isEqualTo("baseUrl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:11434", "https://metadata.names.test"})
    void norIsItTested(String baseUrl) {
        var wish = without(with(aProvider(), "baseUrl", baseUrl), "name");

        var reply = admin.asks().body(wish).post("/api/v1/providers/test");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.jsonPath().getBoolean("ok")).isFalse();
        assertThat(reply.jsonPath().getString("error.code")).isEqualTo("address_refused");
    }

    /// It is judged again whenever it is connected to.
    @Test
    void aNameThatDoesNotResolveYetIsSaved() {
        saved(admin, with(aProvider(), "baseUrl", "https://nobody.names.test/v1"));
    }

    @Test
    void withoutABrokerItIsReadyAndTakesChanges() {
        saved(admin, with(aProvider(), "baseUrl", "https://public.names.test/v1"));

        assertThat(given().get(readiness).statusCode()).isEqualTo(200);
    }
}
