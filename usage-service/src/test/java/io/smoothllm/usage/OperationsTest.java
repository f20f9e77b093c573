package io.smoothllm.usage;

import static io.restassured.RestAssured.given;
import static io.smoothllm.usage.testing.Recorded.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.usage.testing.Calls;
import jakarta.inject.Inject;
import java.net.URI;
import javax.sql.DataSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OperationsTest {
    @Inject DataSource database;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void healthIsOneWordWithoutAToken() {
        var reply = given().get("/health");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.jsonPath().getString("status")).isEqualTo("ok");
    }

    @Test
    void readinessTellsOfDatabaseAndIntake() {
        await().untilAsserted(
                        () -> {
                            var reply = given().get(management + "health/ready");
                            assertThat(reply.statusCode()).isEqualTo(200);
                            assertThat(
                                            reply.jsonPath()
                                                    .getString(
                                                            "checks.find { it.name == 'usage-intake' }.data.broker"))
                                    .isEqualTo("connected");
                        });
    }

    @Test
    void metricsCountWhatArrived() {
        record(database, Calls.calls().next());

        await().untilAsserted(
                        () ->
                                assertThat(given().get(management + "metrics").asString())
                                        .containsPattern(
                                                "smoothllm_usage_inserted_total(\\{\\})? [1-9]")
                                        .contains("smoothllm_usage_duplicates_total")
                                        .contains("smoothllm_usage_dead_letters_total")
                                        .contains("smoothllm_usage_lag_records")
                                        .contains("smoothllm_usage_batch_seconds_bucket"));
    }

    @Test
    void onlyTheManagementPortHasMetricsAndProbes() {
        assertThat(given().get("/q/metrics").statusCode()).isEqualTo(404);
        assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(404);
        assertThat(given().get("/q/openapi").statusCode()).isEqualTo(404);
    }

    @Test
    void theApiDescriptionHasTheMeasuresBesideTheGroup() {
        var schemas = "components.schemas.";
        var document = given().accept("application/json").get(management + "openapi").jsonPath();

        assertThat(document.getMap(schemas + "KeyUsage.properties").keySet())
                .asInstanceOf(InstanceOfAssertFactories.collection(Object.class))
                .contains("keyId", "keyName", "requests", "costUsd", "latencyMs")
                .doesNotContain("totals");
        assertThat(document.getString(schemas + "Money.type")).isEqualTo("string");
    }
}
