package io.smoothllm.testing.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedServersTest {
    @Test
    void eachDatabaseIsItsOwnOnOneServer() throws Exception {
        var keys = start("keys");
        var usage = start("usage");

        assertThat(keys.get("smoothllm.database.url")).endsWith("/keys");
        assertThat(start("keys")).isEqualTo(keys);
        try (var connection =
                DriverManager.getConnection(
                        usage.get("smoothllm.database.url"),
                        usage.get("smoothllm.database.username"),
                        usage.get("smoothllm.database.password"))) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void everyoneGetsTheSameBroker() {
        var first = new KafkaResource().start();

        assertThat(first.get("smoothllm.kafka.bootstrap-servers")).matches("127\\.0\\.0\\.1:\\d+");
        assertThat(new KafkaResource().start()).isEqualTo(first);
    }

    private static Map<String, String> start(String database) {
        var resource = new PostgresResource();
        resource.init(Map.of("database", database));
        return resource.start();
    }
}
