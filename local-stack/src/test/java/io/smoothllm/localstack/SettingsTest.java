package io.smoothllm.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smoothllm.localstack.home.CannotStart;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Path ROOT = Path.of("/repository");

    @Test
    void listensOnThisMachineOnlyAndKeepsItsDataBesideTheSources() throws Exception {
        var settings = Settings.of(ROOT, Map.of());

        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.address()).hasToString("http://localhost:8080");
        assertThat(settings.home()).isEqualTo(ROOT.resolve(".smoothllm"));
    }

    @Test
    void takesADataFolderElsewhere() throws Exception {
        var settings = Settings.of(ROOT, Map.of("SMOOTHLLM_HOME", "/elsewhere"));

        assertThat(settings.home()).isEqualTo(Path.of("/elsewhere"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "0", "65536", "-1", ""})
    void refusesWhatIsNoPort(String port) {
        assertThatThrownBy(() -> Settings.of(ROOT, Map.of("SMOOTHLLM_PORT", port)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("SMOOTHLLM_PORT must be a number");
    }

    @Test
    void refusesAPasswordTheServiceWouldRefuseWithoutRepeatingIt() {
        assertThatThrownBy(() -> Settings.of(ROOT, Map.of("SMOOTHLLM_ADMIN_PASSWORD", "geheim")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("12 to 128 characters")
                .hasMessageNotContaining("geheim");
    }
}
