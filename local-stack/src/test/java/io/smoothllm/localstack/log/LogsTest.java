package io.smoothllm.localstack.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogsTest {
    @ParameterizedTest
    @CsvSource({
        "org.apache.kafka.common.utils.AppInfoParser, kafka",
        "kafka.server.KafkaRaftServer, kafka",
        "io.zonky.test.db.postgres.embedded.EmbeddedPostgres, postgres",
        "io.smoothllm.testing.kafka.FatalFaults, kafka",
        "io.smoothllm.localstack.edge.Edge, edge",
        "io.vertx.core.impl.BlockedThreadChecker, stack",
    })
    void everyLibraryHasItsFile(String logger, String file) {
        assertThat(Logs.ownerOf(logger)).isEqualTo(file);
    }
}
