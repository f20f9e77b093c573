package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatEvent.TokenProbability;
import java.util.ArrayList;
import java.util.List;

/// `logprobs.content`, both ways (type `ChatCompletionTokenLogprob`).
final class LogProbabilities {
    private LogProbabilities() {}

    static List<TokenProbability> read(JsonNode tokens) {
        var read = new ArrayList<TokenProbability>();
        for (var token : tokens) {
            read.add(token(token, read(token.path("top_logprobs"))));
        }
        return read;
    }

    private static TokenProbability token(JsonNode token, List<TokenProbability> alternatives) {
        List<Integer> bytes = null;
        if (token.path("bytes").isArray()) {
            bytes = new ArrayList<>();
            for (var value : token.path("bytes")) {
                bytes.add(value.intValue());
            }
        }
        return new TokenProbability(
                token.path("token").asText(""),
                token.path("logprob").asDouble(0),
                bytes,
                alternatives);
    }

    static void write(List<TokenProbability> tokens, ArrayNode out) {
        for (var token : tokens) {
            var alternatives = write(token, out.addObject()).putArray("top_logprobs");
            token.alternatives().forEach(other -> write(other, alternatives.addObject()));
        }
    }

    private static ObjectNode write(TokenProbability token, ObjectNode out) {
        out.put("token", token.token()).put("logprob", token.logProbability());
        if (token.bytes() == null) {
            return out.putNull("bytes");
        }
        token.bytes().forEach(out.putArray("bytes")::add);
        return out;
    }
}
