package io.smoothllm.proxy.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatEvent.TokenProbability;
import java.util.ArrayList;
import java.util.List;

/// Reads `logprobsResult`: the chosen tokens and, step by step beside them, the likeliest ones.
final class LogProbsReader {
    private LogProbsReader() {}

    static List<TokenProbability> read(JsonNode result) {
        var tokens = new ArrayList<TokenProbability>();
        var likeliest = result.path("topCandidates");
        int step = 0;
        for (var chosen : result.path("chosenCandidates")) {
            var alternatives = new ArrayList<TokenProbability>();
            for (var alternative : likeliest.path(step++).path("candidates")) {
                alternatives.add(token(alternative, List.of()));
            }
            tokens.add(token(chosen, alternatives));
        }
        return tokens;
    }

    private static TokenProbability token(JsonNode token, List<TokenProbability> alternatives) {
        return new TokenProbability(
                token.path("token").asText(""),
                token.path("logProbability").asDouble(0),
                null,
                alternatives);
    }
}
