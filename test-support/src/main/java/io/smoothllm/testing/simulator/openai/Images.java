package io.smoothllm.testing.simulator.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.testing.simulator.mind.Directions;
import io.smoothllm.testing.simulator.mind.TokenRule;
import io.smoothllm.testing.simulator.wire.Call;
import io.smoothllm.testing.simulator.wire.Frame;
import io.smoothllm.testing.simulator.wire.Json;
import io.smoothllm.testing.simulator.wire.Reply;
import java.time.Instant;
import java.util.ArrayList;

/// Pictures: one pixel each, always the same. A picture that is asked for counts [#PICTURE] tokens;
/// one that is given, what a chat counts. Variations count nothing, as DALL·E does.
final class Images {
    static final long PICTURE = 272;

    /// A PNG of one pixel.
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private final Call call;
    private final Directions directions;

    private Images(Call call, Directions directions) {
        this.call = call;
        this.directions = directions;
    }

    static Reply answer(Call call, Directions directions) {
        return new Images(call, directions).reply();
    }

    private Reply reply() {
        boolean variation = call.path().endsWith("/variations");
        if (variation ? given() == 0 : text("prompt").isEmpty()) {
            throw OpenAiErrors.missing(variation ? "image" : "prompt");
        }
        return "true".equals(text("stream")) ? stream() : whole(variation);
    }

    private Reply whole(boolean variation) {
        int count = Math.clamp(number("n", 1), 1, 10);
        var answer =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("created", Instant.now().getEpochSecond());
        var data = answer.putArray("data");
        for (int i = 0; i < count; i++) {
            data.addObject().put("b64_json", PIXEL);
        }
        var tokens = variation ? TokenCounts.NONE : tokens(count);
        if (directions.usage() && !variation) {
            answer.set("usage", usage(tokens));
        }
        return new Reply.Whole(200, "application/json", Json.write(answer), tokens);
    }

    private Reply stream() {
        var kind = call.path().endsWith("/edits") ? "image_edit" : "image_generation";
        var frames = new ArrayList<Frame>();
        var input = new TokenCounts(tokens(1).input(), 0, 0, 0, 0);
        for (int i = 0; i < number("partial_images", 0); i++) {
            var partial = event(kind + ".partial_image").put("partial_image_index", i);
            frames.add(Events.typed(partial, input, false));
        }
        var last = event(kind + ".completed");
        if (directions.usage()) {
            last.set("usage", usage(tokens(1)));
        }
        if (directions.end()) {
            frames.add(Events.typed(last, tokens(1), false));
        }
        return new Reply.Stream(frames);
    }

    private static ObjectNode event(String type) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("b64_json", PIXEL)
                .put("created_at", Instant.now().getEpochSecond())
                .put("size", "1024x1024")
                .put("quality", "low")
                .put("background", "opaque")
                .put("output_format", "png");
    }

    private TokenCounts tokens(int pictures) {
        long input = TokenRule.of(text("prompt")) + TokenRule.IMAGE * given();
        return new TokenCounts(input, 0, 0, PICTURE * pictures, 0);
    }

    private ObjectNode usage(TokenCounts tokens) {
        var usage =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("input_tokens", tokens.input())
                        .put("output_tokens", tokens.output())
                        .put("total_tokens", tokens.input() + tokens.output());
        usage.putObject("input_tokens_details")
                .put("text_tokens", TokenRule.of(text("prompt")))
                .put("image_tokens", TokenRule.IMAGE * given());
        return usage;
    }

    /// How many pictures came along.
    private long given() {
        return call.form()
                .map(form -> form.count().values().stream().mapToLong(Integer::longValue).sum())
                .orElse(0L);
    }

    private int number(String name, int usual) {
        var text = text(name);
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : usual;
    }

    private String text(String name) {
        return call.form()
                .map(form -> form.field(name))
                .or(() -> call.json().map(body -> body.path(name).asText("")))
                .orElse("");
    }
}
