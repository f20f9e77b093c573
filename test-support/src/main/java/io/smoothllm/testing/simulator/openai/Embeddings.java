package io.smoothllm.testing.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.testing.simulator.mind.TokenRule;
import io.smoothllm.testing.simulator.wire.Call;
import io.smoothllm.testing.simulator.wire.Json;
import io.smoothllm.testing.simulator.wire.Reply;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/// Vectors of length one that only depend on the text.
final class Embeddings {
    private static final int DIMENSIONS = 256;

    private Embeddings() {}

    static Reply answer(Call call) {
        var body = call.json().orElseThrow();
        var inputs = inputs(body.path("input"));
        int dimensions = Math.clamp(body.path("dimensions").asInt(DIMENSIONS), 1, 4096);
        boolean base64 = "base64".equals(body.path("encoding_format").asText());
        var answer = JsonNodeFactory.instance.objectNode().put("object", "list");
        var data = answer.putArray("data");
        long tokens = 0;
        for (int i = 0; i < inputs.size(); i++) {
            var item = data.addObject().put("object", "embedding").put("index", i);
            write(vector(inputs.get(i), dimensions), item, base64);
            tokens += TokenRule.of(inputs.get(i));
        }
        answer.put("model", call.model());
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        var served = new TokenCounts(tokens, 0, 0, 0, 0);
        return new Reply.Whole(200, "application/json", Json.write(answer), served);
    }

    /// A string, several strings, tokens, or several lists of tokens.
    private static List<String> inputs(JsonNode input) {
        if (input.isTextual()) {
            return List.of(input.textValue());
        }
        if (!input.isArray() || input.isEmpty()) {
            throw OpenAiErrors.invalidType("input", "a string or an array that is not empty");
        }
        if (input.path(0).isIntegralNumber()) {
            return List.of(input.toString());
        }
        var texts = new ArrayList<String>();
        input.forEach(one -> texts.add(one.isTextual() ? one.textValue() : one.toString()));
        return texts;
    }

    private static float[] vector(String text, int dimensions) {
        var random = new Random(text.hashCode());
        var vector = new float[dimensions];
        double square = 0;
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) random.nextGaussian();
            square += vector[i] * vector[i];
        }
        for (int i = 0; i < dimensions; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }

    private static void write(float[] vector, ObjectNode item, boolean base64) {
        if (base64) {
            var bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            item.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
        } else {
            var array = item.putArray("embedding");
            for (float one : vector) {
                array.add(one);
            }
        }
    }
}
