package io.smoothllm.proxy.door.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The document is written by hand, so nothing but this keeps it true.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class ApiDocumentTest {
    private static JsonNode paths() throws IOException {
        try (var document = ApiDocumentTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            return new YAMLMapper().readTree(document).path("paths");
        }
    }

    static Stream<String> documented() throws IOException {
        return paths().properties().stream()
                .filter(path -> path.getValue().has("post"))
                .map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("documented")
    void whatIsInTheDocumentIsThere(String path) {
        var answer = RestAssured.given().body("{}").post(path);

        // Without a key; what is not there has 404.
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void everyServiceIsInTheDocument() throws IOException {
        var paths = paths();

        assertThat(Arrays.stream(Service.values()).map(service -> "/v1" + service.path()))
                .allMatch(paths::has);
        assertThat(paths.has("/v1/chat/completions")).isTrue();
        assertThat(paths.has("/v1/responses")).isTrue();
        assertThat(paths.has("/v1/messages")).isTrue();
        assertThat(paths.has("/v1/messages/count_tokens")).isTrue();
        assertThat(paths.at("/~1v1~1models").has("get")).isTrue();
    }
}
