package io.smoothllm.testing.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smoothllm.testing.simulator.wire.Call;
import io.smoothllm.testing.simulator.wire.Ids;
import io.smoothllm.testing.simulator.wire.Json;
import io.smoothllm.testing.simulator.wire.Reply;
import java.util.List;

/// Finds violence in every text that has the word `hurt` in it, and nothing else anywhere. Tells no
/// usage, as the real one.
final class Moderations {
    private static final String DEFAULT_MODEL = "omni-moderation-latest";
    private static final List<String> CATEGORIES =
            List.of(
                    "harassment",
                    "harassment/threatening",
                    "hate",
                    "hate/threatening",
                    "illicit",
                    "illicit/violent",
                    "self-harm",
                    "self-harm/instructions",
                    "self-harm/intent",
                    "sexual",
                    "sexual/minors",
                    "violence",
                    "violence/graphic");

    private Moderations() {}

    static Reply answer(Call call) {
        var input = call.json().orElseThrow(() -> OpenAiErrors.missing("input")).path("input");
        if (!input.isTextual() && !(input.isArray() && !input.isEmpty())) {
            throw OpenAiErrors.missing("input");
        }
        var answer =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", Ids.next("modr-", 29))
                        .put("model", call.model().isEmpty() ? DEFAULT_MODEL : call.model());
        var results = answer.putArray("results");
        // Several texts are several questions; several parts of one are one.
        if (input.path(0).isTextual()) {
            input.forEach(one -> results.add(verdict(one)));
        } else {
            results.add(verdict(input));
        }
        return Reply.json(200, Json.write(answer));
    }

    private static JsonNode verdict(JsonNode input) {
        boolean violent = input.toString().contains("hurt");
        var verdict = JsonNodeFactory.instance.objectNode().put("flagged", violent);
        var categories = verdict.putObject("categories");
        var scores = verdict.putObject("category_scores");
        var types = verdict.putObject("category_applied_input_types");
        for (var category : CATEGORIES) {
            boolean found = violent && category.equals("violence");
            categories.put(category, found);
            scores.put(category, found ? 0.97 : 0.0001);
            types.putArray(category).add("text");
        }
        return verdict;
    }
}
