package io.smoothllm.testing.simulator.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.testing.simulator.mind.Directions;
import io.smoothllm.testing.simulator.mind.TokenRule;
import io.smoothllm.testing.simulator.wire.Call;
import io.smoothllm.testing.simulator.wire.Form;
import io.smoothllm.testing.simulator.wire.Fragments;
import io.smoothllm.testing.simulator.wire.Frame;
import io.smoothllm.testing.simulator.wire.Json;
import io.smoothllm.testing.simulator.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/// Hears how long a recording is. A second is [#SECOND] bytes and counts [#TOKENS_PER_SECOND]
/// tokens; `verbose_json` is billed by the second, as the real `whisper-1`, and translations say
/// nothing of what they cost.
final class Transcriptions {
    static final int SECOND = 16_000;
    static final int TOKENS_PER_SECOND = 10;

    private final Directions directions;
    private final Form form;
    private final boolean translation;
    private final long seconds;
    private final String text;

    private Transcriptions(Call call, Form form, Directions directions) {
        this.directions = directions;
        this.form = form;
        this.translation = call.path().endsWith("/translations");
        int length = form.files().get("file").length;
        this.seconds = Math.ceilDiv(length, SECOND);
        this.text =
                directions.text() != null
                        ? directions.text()
                        : "A recording of " + length + " bytes says “Grüß Gott” 🎙️";
    }

    static Reply answer(Call call, Directions directions) {
        var form = call.form().orElseThrow(() -> OpenAiErrors.missing("file"));
        if (!form.files().containsKey("file")) {
            throw OpenAiErrors.missing("file");
        }
        return new Transcriptions(call, form, directions).reply();
    }

    private Reply reply() {
        if (form.field("stream").equals("true") && !translation) {
            return stream();
        }
        return switch (form.field("response_format")) {
            case "", "json" -> json(translation ? null : usage());
            case "verbose_json" -> json(translation ? null : duration());
            case "text" -> text(text + "\n");
            case "srt" ->
                    text("1\n00:00:00,000 --> 00:00:0" + seconds % 10 + ",000\n" + text + "\n");
            case "vtt" ->
                    text("WEBVTT\n\n00:00.000 --> 00:0" + seconds % 10 + ".000\n" + text + "\n");
            default ->
                    throw OpenAiErrors.invalidValue(
                            "response_format",
                            form.field("response_format"),
                            "'json', 'text', 'srt', 'verbose_json' and 'vtt'");
        };
    }

    private Reply json(ObjectNode usage) {
        var answer = JsonNodeFactory.instance.objectNode().put("text", text);
        if (usage != null && directions.usage()) {
            answer.set("usage", usage);
        }
        boolean tokens = usage != null && usage.path("type").asText().equals("tokens");
        return new Reply.Whole(
                200,
                "application/json",
                Json.write(answer),
                tokens ? tokens(outputTokens()) : TokenCounts.NONE);
    }

    private static Reply text(String text) {
        return new Reply.Whole(
                200,
                "text/plain; charset=utf-8",
                text.getBytes(StandardCharsets.UTF_8),
                TokenCounts.NONE);
    }

    private Reply stream() {
        var frames = new ArrayList<Frame>();
        long bytes = 0;
        for (var word : Fragments.words(text)) {
            bytes += TokenRule.utf8Length(word);
            var delta = event("transcript.text.delta").put("delta", word);
            frames.add(Events.typed(delta, tokens(TokenRule.ofBytes(bytes)), true));
        }
        var last = event("transcript.text.done").put("text", text);
        if (directions.usage()) {
            last.set("usage", usage());
        }
        if (directions.end()) {
            frames.add(Events.typed(last, tokens(outputTokens()), false));
        }
        return new Reply.Stream(frames);
    }

    private static ObjectNode event(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private ObjectNode usage() {
        var tokens = tokens(outputTokens());
        var usage =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "tokens")
                        .put("input_tokens", tokens.input())
                        .put("output_tokens", tokens.output())
                        .put("total_tokens", tokens.input() + tokens.output());
        usage.putObject("input_token_details")
                .put("text_tokens", 0)
                .put("audio_tokens", tokens.input());
        return usage;
    }

    private ObjectNode duration() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "duration")
                .put("seconds", seconds);
    }

    private long outputTokens() {
        return TokenRule.of(text);
    }

    private TokenCounts tokens(long output) {
        return new TokenCounts(seconds * TOKENS_PER_SECOND, 0, 0, output, 0);
    }
}
