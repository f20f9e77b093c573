package io.smoothllm.testing.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.testing.simulator.mind.Author;
import io.smoothllm.testing.simulator.mind.Completion;
import io.smoothllm.testing.simulator.mind.Directions;
import io.smoothllm.testing.simulator.mind.Prompt;
import io.smoothllm.testing.simulator.mind.TokenRule;
import io.smoothllm.testing.simulator.wire.Call;
import io.smoothllm.testing.simulator.wire.Fragments;
import io.smoothllm.testing.simulator.wire.Frame;
import io.smoothllm.testing.simulator.wire.Ids;
import io.smoothllm.testing.simulator.wire.Json;
import io.smoothllm.testing.simulator.wire.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Completions of the old kind: a text goes on.
final class Completions {
    /// What the real one gives when nothing is said.
    private static final long DEFAULT_MAX_TOKENS = 16;

    private final Directions directions;
    private final JsonNode body;
    private final List<Completion> completions;
    private final TokenCounts tokens;
    private final ObjectNode envelope;
    private final List<Frame> frames = new ArrayList<>();
    private long output;

    Completions(Call call, String key, Directions directions) {
        this.directions = directions;
        this.body = call.json().orElseThrow();
        var prompts = prompts(body.path("prompt"));
        int each = body.path("n").asInt(1);
        this.completions =
                prompts.stream()
                        .map(
                                text ->
                                        Author.write(
                                                prompt(call.model(), key, text), directions, false))
                        .flatMap(one -> Collections.nCopies(each, one).stream())
                        .toList();
        long input = prompts.stream().mapToLong(TokenRule::of).sum();
        long all = completions.stream().mapToLong(Completion::outputTokens).sum();
        this.tokens = new TokenCounts(input, 0, 0, all, 0);
        this.envelope =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", Ids.next("cmpl-", 29))
                        .put("object", "text_completion")
                        .put("created", Instant.now().getEpochSecond())
                        .put("model", call.model());
    }

    private static List<String> prompts(JsonNode prompt) {
        if (prompt.isTextual()) {
            return List.of(prompt.textValue());
        }
        if (!prompt.path(0).isTextual()) {
            throw OpenAiErrors.invalidType("prompt", "a string or an array of strings");
        }
        var texts = new ArrayList<String>();
        prompt.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private Prompt prompt(String model, String key, String text) {
        var stop = new ArrayList<String>();
        if (body.path("stop").isTextual()) {
            stop.add(body.path("stop").textValue());
        }
        body.path("stop").forEach(one -> stop.add(one.asText()));
        return new Prompt(
                model,
                key,
                List.of(Prompt.Piece.of(text)),
                text,
                null,
                List.of(),
                false,
                null,
                stop,
                body.path("max_tokens").asLong(DEFAULT_MAX_TOKENS),
                false);
    }

    Reply reply() {
        return body.path("stream").asBoolean(false) ? new Reply.Stream(frames()) : whole();
    }

    private Reply whole() {
        var choices = envelope.putArray("choices");
        for (int i = 0; i < completions.size(); i++) {
            choices.add(choice(i, completions.get(i).text(), completions.get(i).stop()));
        }
        if (directions.usage()) {
            envelope.set("usage", usage());
        }
        return new Reply.Whole(200, "application/json", Json.write(envelope), tokens);
    }

    private List<Frame> frames() {
        for (int i = 0; i < completions.size(); i++) {
            long before = output;
            long bytes = 0;
            for (var word : Fragments.words(completions.get(i).text())) {
                bytes += TokenRule.utf8Length(word);
                output = before + TokenRule.ofBytes(bytes);
                chunk(choice(i, word, null));
            }
            chunk(choice(i, "", completions.get(i).stop()));
        }
        if (tellsUsage()) {
            var last = envelope.deepCopy();
            last.putArray("choices");
            last.set("usage", usage());
            frames.add(Events.data(Json.write(last), served(), false));
        }
        if (directions.end()) {
            frames.add(Events.done(served()));
        }
        return frames;
    }

    private boolean tellsUsage() {
        return directions.usage()
                && body.path("stream_options").path("include_usage").asBoolean(false);
    }

    private void chunk(ObjectNode choice) {
        var chunk = envelope.deepCopy();
        chunk.putArray("choices").add(choice);
        if (tellsUsage()) {
            chunk.putNull("usage");
        }
        frames.add(Events.data(Json.write(chunk), served(), false));
    }

    /// @param stop null = it goes on
    private static ObjectNode choice(int index, String text, Completion.Stop stop) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("text", text)
                .put("index", index)
                .putNull("logprobs")
                .put("finish_reason", stop == null ? null : ChatAnswer.finishReason(stop));
    }

    private ObjectNode usage() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("prompt_tokens", tokens.input())
                .put("completion_tokens", tokens.output())
                .put("total_tokens", tokens.input() + tokens.output());
    }

    private TokenCounts served() {
        return new TokenCounts(tokens.input(), 0, 0, output, 0);
    }
}
