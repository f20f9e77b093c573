package io.smoothllm.localstack.seed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.localstack.home.Home;
import io.smoothllm.localstack.log.RotatingLog;
import io.smoothllm.localstack.watch.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SeedTest {
    private static final String SIMULATOR = "http://127.0.0.1:4711";
    private static final String PLANTED = "sk-openai-planted-secret";
    private static final String SHA_256_OF_PLANTED =
            "e0b998914b21a97d7534f807f09bb6bdbbc00fa94d2ec97d713ddd108654d0c1";

    @TempDir Path folder;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private Home home;
    private FakeApi api;

    @BeforeEach
    void start() throws Exception {
        home = Home.open(folder);
        api = new FakeApi();
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
        home.close();
    }

    @Test
    void plantsTheSimulatorAndAKeyAtTheFirstStart() throws Exception {
        var key = plant(SIMULATOR, Map.of());

        assertThat(key).hasValue(FakeApi.SECRET);
        assertThat(api.providers).containsOnlyKeys("simulator", "simulator-anthropic");
        assertThat(api.providers.get("simulator").path("baseUrl").asText())
                .isEqualTo(SIMULATOR + "/openai/v1");
    }

    @Test
    void plantsNothingTwiceAndRemembersTheKey() throws Exception {
        plant(SIMULATOR, Map.of());
        api.providers.clear();
        api.calls.clear();

        var key = plant(SIMULATOR, Map.of());

        assertThat(key).hasValue(FakeApi.SECRET);
        assertThat(api.providers).isEmpty();
        assertThat(api.calls).doesNotContain("POST /api/v1/providers", "POST /api/v1/keys");
    }

    @Test
    void movesTheProvidersWhenTheSimulatorMoved() throws Exception {
        plant(SIMULATOR, Map.of());
        api.providers.remove("simulator-anthropic");

        plant("http://127.0.0.1:4712", Map.of());

        assertThat(api.providers).containsOnlyKeys("simulator");
        assertThat(api.providers.get("simulator").path("baseUrl").asText())
                .isEqualTo("http://127.0.0.1:4712/openai/v1");
    }

    @Test
    void offersNoKeyThatWasRevoked() throws Exception {
        plant(SIMULATOR, Map.of());
        api.keyStatus = "REVOKED";

        assertThat(plant(SIMULATOR, Map.of())).isEmpty();
    }

    @Test
    void leavesEverythingAloneWhenThePasswordWasChanged() throws Exception {
        plant(SIMULATOR, Map.of());

        var key = seed("http://127.0.0.1:4712").plant("a@example.com", "old password", Map.of());

        assertThat(key).hasValue(FakeApi.SECRET);
        assertThat(screen()).contains("a@example.com has another password by now");
    }

    @Test
    void registersTheProviderWhoseKeyIsInTheEnvironment() throws Exception {
        plant(SIMULATOR, Map.of("OPENAI_API_KEY", PLANTED));

        var openai = api.providers.get("openai");
        assertThat(openai.path("apiKey").asText()).isEqualTo(PLANTED);
        assertThat(openai.path("models").findValuesAsText("name"))
                .containsExactly("gpt-5", "gpt-5-mini");
        assertThat(screen()).contains("openai is registered with 2 models");
    }

    @Test
    void leavesToThePresetWhatItKnows() throws Exception {
        api.reachable.add("gemini");

        plant(SIMULATOR, Map.of("GEMINI_API_KEY", PLANTED));

        var gemini = api.providers.get("gemini");
        assertThat(gemini.path("preset").asText()).isEqualTo("gemini");
        assertThat(gemini.has("dialect")).isFalse();
        assertThat(gemini.has("baseUrl")).isFalse();
    }

    /// What a resource lists was not necessarily deployed in it.
    @Test
    void registersAzureWithoutModelsAtItsEndpoint() throws Exception {
        api.reachable.add("azure-openai");

        plant(
                SIMULATOR,
                Map.of(
                        "AZURE_OPENAI_API_KEY",
                        PLANTED,
                        "AZURE_OPENAI_ENDPOINT",
                        "https://mine.openai.azure.com/"));

        var azure = api.providers.get("azure-openai");
        assertThat(azure.path("baseUrl").asText())
                .isEqualTo("https://mine.openai.azure.com/openai/v1");
        assertThat(azure.path("models").isEmpty()).isTrue();
        assertThat(screen()).contains("azure-openai is registered with every deployment");
    }

    @Test
    void movesAProviderWhenTheEnvironmentSaysItIsElsewhere() throws Exception {
        api.reachable.add("bedrock");
        var key = Map.of("AWS_BEARER_TOKEN_BEDROCK", PLANTED);
        plant(SIMULATOR, with(key, "AWS_REGION", "eu-west-1"));

        plant(SIMULATOR, with(key, "AWS_REGION", "us-east-1"));

        assertThat(api.providers.get("bedrock").path("baseUrl").asText())
                .isEqualTo("https://bedrock-runtime.us-east-1.amazonaws.com");
        assertThat(api.providers.get("bedrock").path("apiKey").asText()).isEqualTo(PLANTED);
    }

    @Test
    void saysWhatIsMissingToRegisterAProvider() throws Exception {
        plant(SIMULATOR, Map.of("AWS_BEARER_TOKEN_BEDROCK", PLANTED));

        assertThat(api.providers).doesNotContainKey("bedrock");
        assertThat(screen())
                .contains(
                        "AWS_BEARER_TOKEN_BEDROCK is set, but bedrock is not registered: AWS_REGION"
                                + " must be set, too");
    }

    /// Earlier releases knew no presets, and Gemini by its OpenAI-compatible door.
    @Test
    void whatAnEarlierReleaseRegisteredStaysAsItIs() throws Exception {
        var old = "https://generativelanguage.googleapis.com/v1beta/openai";
        api.providers.put(
                "gemini",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", "id-of-gemini")
                        .put("name", "gemini")
                        .put("dialect", "OPENAI")
                        .put("baseUrl", old)
                        .putNull("preset"));
        home.write(
                "planted.json", "{\"providerKeys\":{\"gemini\":\"" + SHA_256_OF_PLANTED + "\"}}");

        plant(SIMULATOR, Map.of("GEMINI_API_KEY", PLANTED));
        assertThat(api.calls).noneMatch(call -> call.contains("providers/id-of-gemini"));
        plant(SIMULATOR, Map.of("GEMINI_API_KEY", "another-gemini-key"));

        var gemini = api.providers.get("gemini");
        assertThat(gemini.path("apiKey").asText()).isEqualTo("another-gemini-key");
        assertThat(gemini.path("dialect").asText()).isEqualTo("OPENAI");
        assertThat(gemini.path("baseUrl").asText()).isEqualTo(old);
    }

    @Test
    void replacesTheKeyThatChangedAndNothingElse() throws Exception {
        plant(SIMULATOR, Map.of("OPENAI_API_KEY", PLANTED));
        ((ObjectNode) api.providers.get("openai"))
                .putObject("compatibility")
                .put("sampling", false);
        api.calls.clear();

        plant(SIMULATOR, Map.of("OPENAI_API_KEY", PLANTED));
        assertThat(api.calls).noneMatch(call -> call.startsWith("PUT"));
        plant(SIMULATOR, Map.of("OPENAI_API_KEY", "sk-openai-another-secret"));

        var openai = api.providers.get("openai");
        assertThat(openai.path("apiKey").asText()).isEqualTo("sk-openai-another-secret");
        assertThat(openai.path("models").findValuesAsText("name")).contains("gpt-5");
        assertThat(openai.path("preset").asText()).isEqualTo("openai");
        assertThat(openai.path("compatibility").path("sampling").asBoolean(true)).isFalse();
    }

    @Test
    void startsWithoutAProviderThatCannotBeReached() throws Exception {
        var key = plant(SIMULATOR, Map.of("MISTRAL_API_KEY", PLANTED));

        assertThat(key).isPresent();
        assertThat(api.providers).doesNotContainKey("mistral");
        assertThat(screen())
                .contains("MISTRAL_API_KEY is set, but mistral is not registered: nobody answers");
    }

    @Test
    void neverShowsOrKeepsAKeyOfTheEnvironment() throws Exception {
        plant(SIMULATOR, Map.of("OPENAI_API_KEY", PLANTED, "GROQ_API_KEY", PLANTED));

        assertThat(screen()).doesNotContain(PLANTED);
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile).map(SeedTest::read))
                    .noneMatch(text -> text.contains(PLANTED));
        }
    }

    private static Map<String, String> with(
            Map<String, String> environment, String variable, String value) {
        var more = new HashMap<>(environment);
        more.put(variable, value);
        return more;
    }

    private Optional<String> plant(String simulator, Map<String, String> environment)
            throws Exception {
        return seed(simulator).plant("a@example.com", FakeApi.PASSWORD, environment);
    }

    private Seed seed(String simulator) {
        var log = new RotatingLog(folder.resolve("stack.log"));
        var screen = new Screen(new PrintStream(seen, true, StandardCharsets.UTF_8), false, log);
        return new Seed(home, api.address(), simulator, screen);
    }

    private String screen() {
        return seen.toString(StandardCharsets.UTF_8);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
