package io.smoothllm.localstack.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.localstack.home.Home;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusBoardTest {
    @TempDir Path folder;

    @Test
    void isAnArrayWithOneLineAPart() throws Exception {
        try (var home = Home.open(folder)) {
            var board = new StatusBoard(home);

            board.set("postgres", "postgresql://127.0.0.1:5432", 42L, State.READY);
            board.set("proxy-service", "http://127.0.0.1:8083", 43L, State.STARTING);
            board.set("proxy-service", "http://127.0.0.1:8083", null, State.RESTARTING);

            assertThat(home.read("status.json"))
                    .hasValue(
                            """
                            [
                            {"name":"postgres","pid":42,"url":"postgresql://127.0.0.1:5432","state":"ready"},
                            {"name":"proxy-service","pid":null,"url":"http://127.0.0.1:8083","state":"restarting"}
                            ]
                            """);
        }
    }
}
