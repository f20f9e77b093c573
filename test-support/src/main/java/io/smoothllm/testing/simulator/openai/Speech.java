package io.smoothllm.testing.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.testing.simulator.mind.Directions;
import io.smoothllm.testing.simulator.mind.TokenRule;
import io.smoothllm.testing.simulator.wire.Call;
import io.smoothllm.testing.simulator.wire.Frame;
import io.smoothllm.testing.simulator.wire.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/// Reads aloud what nobody could listen to: [#BYTES_PER_CHARACTER] bytes for each character, always
/// the same for the same text, with every byte in them that there is. A token of sound is
/// [#BYTES_PER_TOKEN] bytes; only events tell what was used.
final class Speech {
    static final int BYTES_PER_CHARACTER = 1_000;
    static final int BYTES_PER_TOKEN = 500;
    private static final int EVENT = 8_000;

    private Speech() {}

    static Reply answer(Call call, Directions directions) {
        var body = call.json().orElseThrow(() -> OpenAiErrors.missing("input"));
        for (var required : new String[] {"input", "voice"}) {
            if (body.path(required).isMissingNode()) {
                throw OpenAiErrors.missing(required);
            }
        }
        var text = body.path("input").asText();
        var sound = new byte[BYTES_PER_CHARACTER * text.codePointCount(0, text.length())];
        new Random(text.hashCode()).nextBytes(sound);
        return body.path("stream_format").asText().equals("sse")
                ? events(text, sound, directions)
                : new Reply.Whole(200, contentType(body), sound, tokens(text, sound.length));
    }

    private static String contentType(JsonNode body) {
        return switch (body.path("response_format").asText("mp3")) {
            case "opus" -> "audio/opus";
            case "aac" -> "audio/aac";
            case "flac" -> "audio/flac";
            case "wav" -> "audio/wav";
            case "pcm" -> "audio/pcm";
            default -> "audio/mpeg";
        };
    }

    private static Reply events(String text, byte[] sound, Directions directions) {
        var frames = new ArrayList<Frame>();
        for (int from = 0; from < sound.length; from += EVENT) {
            int to = Math.min(sound.length, from + EVENT);
            var piece = Arrays.copyOfRange(sound, from, to);
            var delta =
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("type", "speech.audio.delta")
                            .put("audio", Base64.getEncoder().encodeToString(piece));
            frames.add(Events.typed(delta, tokens(text, to), false));
        }
        var all = tokens(text, sound.length);
        var last = JsonNodeFactory.instance.objectNode().put("type", "speech.audio.done");
        if (directions.usage()) {
            last.putObject("usage")
                    .put("input_tokens", all.input())
                    .put("output_tokens", all.output())
                    .put("total_tokens", all.input() + all.output());
        }
        if (directions.end()) {
            frames.add(Events.typed(last, all, false));
        }
        return new Reply.Stream(frames);
    }

    private static TokenCounts tokens(String text, int bytes) {
        return new TokenCounts(TokenRule.of(text), 0, 0, Math.ceilDiv(bytes, BYTES_PER_TOKEN), 0);
    }
}
