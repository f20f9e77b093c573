package io.smoothllm.localstack.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.localstack.edge.Destination.Console;
import io.smoothllm.localstack.edge.Destination.Health;
import io.smoothllm.localstack.edge.Destination.Nobody;
import io.smoothllm.localstack.edge.Destination.Service;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, proxy-service",
        "/v1/models, proxy-service",
        "/v1/models/meta-llama%2FLlama-3, proxy-service",
        "/v1, proxy-service",
        "/api/v1/auth/login, keys-service",
        "/api/v1/users, keys-service",
        "/api/v1/users/42, keys-service",
        "/api/v1/keys/42/revoke, keys-service",
        "/api/v1/audit, keys-service",
        "/.well-known/jwks.json, keys-service",
        "/api/v1/providers/test, provider-service",
        "/api/v1/routes, provider-service",
        "/api/v1/prices, provider-service",
        "/api/v1/usage, usage-service",
        "/api/v1/usage/by-key, usage-service",
    })
    void everyPathHasItsOwner(String path, String owner) {
        assertThat(Destination.of(path)).isEqualTo(new Service(owner));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/keys/resolve",
                "/q/metrics",
                "/api/v1/nothing",
                "/api/v1/keysx",
                "/api",
                "/.well-known/openid-configuration",
                "/v1/../internal/keys/resolve",
                "/api/v1/keys/../../../internal/keys/resolve",
                "/api/v1/keys/%2e%2E/internal",
                "/api/v1/keys/..%2f..%2f..%2finternal/keys/resolve",
                "/api/v1/keys/..;x=1/internal",
                "/api/v1/keys/.%5c..",
                "/v1/%zz",
            })
    void noPathLeadsToWhatIsNotForTheOutside(String path) {
        assertThat(Destination.of(path)).isEqualTo(new Nobody());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/keys", "/assets/index-abc.js", "/v1x", "/healthy"})
    void everythingElseIsTheConsole(String path) {
        assertThat(Destination.of(path)).isEqualTo(new Console());
    }

    @ParameterizedTest
    @ValueSource(strings = "/health")
    void theEdgeAnswersForItself(String path) {
        assertThat(Destination.of(path)).isEqualTo(new Health());
    }
}
