package io.smoothllm.testing.simulator.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.testing.simulator.wire.Frame;
import io.smoothllm.testing.simulator.wire.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Server-sent events, as OpenAI writes them.
final class Events {
    private Events() {}

    static Frame data(byte[] data) {
        return data(data, TokenCounts.NONE, false);
    }

    static Frame data(byte[] data, TokenCounts served, boolean split) {
        return frame("", data, served, split);
    }

    /// With its type in front, too.
    static Frame typed(ObjectNode event, TokenCounts served, boolean split) {
        var name = "event: " + event.path("type").textValue() + "\n";
        return frame(name, Json.write(event), served, split);
    }

    static Frame done(TokenCounts served) {
        return data("[DONE]".getBytes(StandardCharsets.US_ASCII), served, false);
    }

    private static Frame frame(String name, byte[] data, TokenCounts served, boolean split) {
        var line = new ByteArrayOutputStream(data.length + 64);
        line.writeBytes((name + "data: ").getBytes(StandardCharsets.UTF_8));
        line.writeBytes(data);
        line.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return new Frame(line.toByteArray(), served, split);
    }
}
