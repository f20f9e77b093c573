package io.smoothllm.model.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.model.Wire;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CompatibilityTest {
    /// Each the opposite of its default, so that no member can stand in for another.
    private static final Compatibility OTHERWISE =
            new Compatibility(false, false, false, true, true, false, false, false);

    private static final String PROVIDER =
            """
            {"kind":"provider","id":"%s","name":"a","dialect":"OPENAI","baseUrl":"https://a.test"%s}
            """;

    @Test
    void whatIsNotSaidIsAsTheInventorDoesIt() {
        var silent = new Compatibility(null, null, null, null, null, null, null, null);

        assertThat(silent)
                .isEqualTo(Compatibility.DEFAULT)
                .isEqualTo(new Compatibility(true, true, true, false, false, true, true, true));
    }

    @Test
    void everySwitchKeepsItsPlaceOnTheWire() {
        var json = Wire.read(Wire.write(OTHERWISE), JsonNode.class);

        assertThat(json)
                .isEqualTo(
                        Wire.read(
                                """
                                {"streamOptions":false,"developerRole":false,
                                "maxCompletionTokens":false,"responses":true,
                                "reasoningContent":true,"jsonSchema":false,"sampling":false,
                                "adaptiveThinking":false}
                                """
                                        .getBytes(UTF_8),
                                JsonNode.class));
        assertThat(Wire.read(Wire.write(OTHERWISE), Compatibility.class)).isEqualTo(OTHERWISE);
    }

    @Test
    void aProviderKeepsItsSwitchesOnTheWire() {
        var sent =
                provider(
                        """
                        ,"compatibility":{"responses":true,"developerRole":false}
                        """);

        var received = (CatalogProvider) Wire.read(Wire.write(sent), CatalogEntry.class);

        assertThat(received.compatibility())
                .isEqualTo(new Compatibility(null, false, null, true, null, null, null, null));
    }

    @Test
    void aProviderOfAnOlderWriterIsAsTheInventorDoesIt() {
        assertThat(provider("").compatibility()).isEqualTo(Compatibility.DEFAULT);
        assertThat(provider(",\"compatibility\":null").compatibility())
                .isEqualTo(Compatibility.DEFAULT);
        assertThat(provider(",\"compatibility\":{}").compatibility())
                .isEqualTo(Compatibility.DEFAULT);
    }

    @Test
    void aSwitchOfANewerWriterIsIgnored() {
        var newer = provider(",\"compatibility\":{\"telepathy\":true,\"sampling\":false}");

        assertThat(newer.compatibility())
                .isEqualTo(new Compatibility(null, null, null, null, null, null, false, null));
    }

    private static CatalogProvider provider(String more) {
        var json = PROVIDER.formatted(UUID.randomUUID(), more);
        return (CatalogProvider) Wire.read(json.getBytes(UTF_8), CatalogEntry.class);
    }
}
