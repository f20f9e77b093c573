package io.smoothllm.proxy.dialect.azure;

import static io.smoothllm.testing.fixtures.ModelFixture.model;
import static io.smoothllm.testing.fixtures.ProviderFixture.aProviderOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.model.Wire;
import io.smoothllm.model.catalog.Compatibility;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.proxy.dialect.ChatRequest;
import io.smoothllm.proxy.dialect.ChatRequest.Labels;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.ChatRequest.Sampling;
import io.smoothllm.proxy.dialect.ChatRequest.Tools;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Protocol;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.routing.Candidate;
import io.smoothllm.proxy.routing.CandidateFixture;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureOpenAiTest {
    private static final String DATED = "chat/completions?api-version=2024-10-21";
    private static final Compatibility RESPONSES =
            Wire.read("{\"responses\":true}".getBytes(StandardCharsets.UTF_8), Compatibility.class);

    private final AzureOpenAi azure = new AzureOpenAi();

    @ParameterizedTest
    @CsvSource({
        "https://r.openai.azure.com,gpt-4o,/openai/deployments/gpt-4o/" + DATED,
        "https://r.openai.azure.com/openai,gpt-4o,/deployments/gpt-4o/" + DATED,
        "https://r.openai.azure.com/openai/v1,gpt-4o,/chat/completions",
        "https://gateway.example/azure,gpt-4o,/openai/deployments/gpt-4o/" + DATED,
        "https://r.openai.azure.com,my model/1,/openai/deployments/my%20model%2F1/" + DATED,
    })
    void chatHasAnAddressOnEitherSurface(String base, String model, String path) {
        var candidate = candidate(base, model, Compatibility.DEFAULT, "key");

        assertThat(azure.endpoint(Protocol.CHAT_COMPLETIONS, candidate, true).path())
                .isEqualTo(path);
        assertThat(azure.write(request(Labels.NONE), candidate).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "https://r.openai.azure.com,/openai/v1/responses",
        "https://r.openai.azure.com/openai,/v1/responses",
        "https://r.openai.azure.com/openai/v1,/responses",
    })
    void responsesAreOnTheNewSurface(String base, String path) {
        assertThat(
                        azure.endpoint(
                                        Protocol.RESPONSES,
                                        candidate(base, "m", RESPONSES, "key"),
                                        false)
                                .path())
                .isEqualTo(path);
    }

    @Test
    void responsesAndMessagesAreNotTakenUnlessSaid() {
        var candidate = candidate("https://r.openai.azure.com", "m", Compatibility.DEFAULT, "key");

        assertThat(azure.endpoint(Protocol.RESPONSES, candidate, false)).isNull();
        assertThat(azure.endpoint(Protocol.MESSAGES, candidate, false)).isNull();
    }

    @Test
    void theKeyHasAHeaderOfItsOwn() {
        var withKey = candidate("https://r", "m", Compatibility.DEFAULT, "key");
        var without = candidate("https://r", "m", Compatibility.DEFAULT, null);

        assertThat(azure.endpoint(Protocol.CHAT_COMPLETIONS, withKey, false).headers())
                .isEqualTo(Map.of("api-key", "key"));
        assertThat(azure.write(request(Labels.NONE), without).headers()).isEmpty();
    }

    @Test
    void theDatedSurfaceIsSpokenToInItsWords() {
        var labels = new Labels("u", null, "low", null, null);

        var dated =
                azure.write(
                        request(labels), candidate("https://r", "m", Compatibility.DEFAULT, "k"));
        var current =
                azure.write(
                        request(labels),
                        candidate("https://r/openai/v1", "m", Compatibility.DEFAULT, "k"));

        assertThat(dated.body().toString()).contains("\"user\":\"u\"").doesNotContain("verbosity");
        assertThat(dated.ignored()).containsExactly("verbosity");
        assertThat(current.body().toString())
                .contains(
                        "\"safety_identifier\":\"u\"", "\"verbosity\":\"low\"", "\"model\":\"m\"");
        assertThat(current.ignored()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'error':{'message':'filtered','type':null,'param':'prompt','code':'content_filter','status':400,'innererror':{'code':'ResponsibleAIPolicyViolation'}}}",
                "{'error':{'message':'filtered','type':null,'param':'prompt','code':null,'innererror':{'code':'ResponsibleAIPolicyViolation'}}}",
            })
    void aFilteredPromptKeepsItsCode(String body) {
        var problem =
                azure.readError(
                        candidate("https://r", "m", Compatibility.DEFAULT, "k"),
                        400,
                        MultiMap.caseInsensitiveMultiMap(),
                        Buffer.buffer(body.replace('\'', '"')));

        assertThat(problem)
                .isEqualTo(
                        new Problem.Refused(
                                "azure_openai",
                                400,
                                null,
                                "content_filter",
                                "prompt",
                                "filtered",
                                null));
    }

    private static Candidate candidate(
            String base, String model, Compatibility takes, String credential) {
        return CandidateFixture.of(
                aProviderOf(Dialect.AZURE_OPENAI)
                        .at(URI.create(base))
                        .compatible(takes)
                        .with(model(model)),
                credential);
    }

    private static ChatRequest request(Labels labels) {
        return new ChatRequest(
                List.of(new Message(Role.USER, List.of(new Part.Text("hi", null)))),
                Tools.NONE,
                null,
                1,
                null,
                new Sampling(null, null, null, null, null, null, List.of()),
                null,
                null,
                labels,
                false,
                List.of());
    }
}
