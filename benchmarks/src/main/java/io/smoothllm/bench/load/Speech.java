package io.smoothllm.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.bench.load.Call.End;
import io.smoothllm.model.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How a client asks, and how it reads what it is told.
public enum Speech {
    CHAT("OPENAI", false),
    CHAT_STREAM("OPENAI", true),
    MESSAGE("ANTHROPIC", false),
    MESSAGE_STREAM("ANTHROPIC", true);

    private static final String DATA = "data: ";

    private final String dialect;
    private final boolean streamed;

    Speech(String dialect, boolean streamed) {
        this.dialect = dialect;
        this.streamed = streamed;
    }

    /// Of the provider that is asked, as the API names it.
    public String dialect() {
        return dialect;
    }

    HttpRequest.Builder ask(URI gateway, String key, String model, String text) {
        var body = new TreeMap<String, Object>();
        body.put("model", model);
        body.put("messages", List.of(Map.of("role", "user", "content", text)));
        body.put("max_tokens", 200);
        body.put("stream", streamed);
        if (this == CHAT_STREAM) {
            body.put("stream_options", Map.of("include_usage", true));
        }
        boolean chat = dialect.equals("OPENAI");
        return HttpRequest.newBuilder(
                        gateway.resolve(chat ? "/v1/chat/completions" : "/v1/messages"))
                .header("Content-Type", "application/json")
                .header(chat ? "Authorization" : "x-api-key", chat ? "Bearer " + key : key)
                .POST(BodyPublishers.ofByteArray(Wire.write(body)));
    }

    End read(InputStream answer) throws IOException {
        return streamed ? stream(answer) : whole(Wire.read(answer.readAllBytes(), JsonNode.class));
    }

    private End whole(JsonNode answer) {
        var told = new Told();
        told.note(answer.path("usage"));
        return told.end(!answer.path("usage").isMissingNode());
    }

    private End stream(InputStream answer) throws IOException {
        var told = new Told();
        boolean finished = false;
        var lines = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals("data: [DONE]")) {
                finished = true;
            } else if (line.startsWith(DATA)) {
                var event =
                        Wire.read(
                                line.substring(DATA.length()).getBytes(StandardCharsets.UTF_8),
                                JsonNode.class);
                told.note(event.path("usage"));
                told.note(event.path("message").path("usage"));
                finished |= event.path("type").asText().equals("message_stop");
            }
        }
        return told.end(finished);
    }

    /// What was said of tokens so far; later words of the same thing win.
    private static final class Told {
        private long input;
        private long output;

        void note(JsonNode usage) {
            if (usage.has("prompt_tokens")) {
                input = usage.path("prompt_tokens").asLong();
                output = usage.path("completion_tokens").asLong();
                return;
            }
            if (usage.has("input_tokens")) {
                input =
                        usage.path("input_tokens").asLong()
                                + usage.path("cache_read_input_tokens").asLong()
                                + usage.path("cache_creation_input_tokens").asLong();
            }
            if (usage.has("output_tokens")) {
                output = usage.path("output_tokens").asLong();
            }
        }

        End end(boolean finished) {
            if (!finished) {
                return new End.Failed("broken off");
            }
            return input > 0 && output > 0
                    ? new End.Succeeded(input, output)
                    : new End.Failed("no tokens were told");
        }
    }
}
