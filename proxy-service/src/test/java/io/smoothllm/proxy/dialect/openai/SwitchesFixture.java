package io.smoothllm.proxy.dialect.openai;

import io.smoothllm.model.Wire;
import io.smoothllm.model.catalog.Compatibility;
import java.nio.charset.StandardCharsets;

/// What a provider takes.
final class SwitchesFixture {
    private SwitchesFixture() {}

    /// All by default, but for these members, in JSON with single quotes.
    static Compatibility but(String members) {
        return Wire.read(
                ("{" + members.replace('\'', '"') + "}").getBytes(StandardCharsets.UTF_8),
                Compatibility.class);
    }
}
