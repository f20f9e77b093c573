package io.smoothllm.keys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.keys.fixture.Someone;
import java.net.URL;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OperationsTest {
    @TestHTTPResource(value = "/health/ready", management = true)
    URL readiness;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @TestHTTPResource(value = "/openapi?format=json", management = true)
    URL openApi;

    @Test
    void saysThatItIsWell() {
        given().get("/health").then().statusCode(200).body("status", equalTo("ok"));
    }

    @Test
    void isReadyWithItsDatabase() {
        given().get(readiness)
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", hasItem(containsString("Database")));
    }

    @Test
    void countsWhatHappensWithoutNamingAnybody() {
        var admin = Someone.admin();
        admin.makesKey("counted");

        var text = given().get(metrics).then().statusCode(200).extract().asString();

        assertThat(text)
                .contains("smoothllm_key_changes_total{change=\"created\"}")
                .contains("smoothllm_sign_ins_total{kind=\"login\",outcome=\"success\"}")
                .contains("smoothllm_outbox_published_total")
                .doesNotContain(admin.email())
                .doesNotContain(admin.id().toString());
    }

    @Test
    void describesItsApi() {
        given().get(openApi)
                .then()
                .statusCode(200)
                .body("info.title", equalTo("Smooth LLM Proxy: accounts and keys"))
                .body("paths.'/api/v1/keys'.post.responses", notNullValue());
    }

    @Test
    void keepsAllThatOffThePublicPort() {
        for (var path : new String[] {"/q/health/ready", "/q/metrics", "/q/openapi"}) {
            given().get(path).then().statusCode(404);
        }
    }
}
