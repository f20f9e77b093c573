package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Reads one answer, whole or chunk by chunk (types `ChatCompletion` and `ChatCompletionChunk`),
/// and what is usual among those who are only compatible. Unknown members are passed over.
final class AnswerReader {
    private final String provider;
    private final Consumer<ChatEvent> events;
    private final Map<Integer, ChoiceReader> choices = new TreeMap<>();
    private int current;
    private boolean started;
    private boolean ended;
    private TokenCounts tokens;
    private boolean countedLast;

    AnswerReader(String provider, Consumer<ChatEvent> events) {
        this.provider = provider;
        this.events = events;
    }

    void whole(JsonNode answer) {
        start(answer);
        var list = answer.path("choices");
        for (int i = 0; i < list.size(); i++) {
            choice(list.get(i), i).whole(list.get(i));
        }
        count(answer.path("usage"));
        done();
    }

    /// A chunk may have no choices (Azure's filter results, the usage, a sign of life), and usage
    /// may come with any.
    void chunk(JsonNode chunk) {
        if (ended) {
            return;
        }
        if (!chunk.path("choices").isEmpty()) {
            start(chunk);
        }
        for (var choice : chunk.path("choices")) {
            choice(choice, 0).chunk(choice);
        }
        count(chunk.path("usage"));
    }

    /// `[DONE]`: what has no finish reason by now is finished without one.
    void done() {
        if (ended) {
            return;
        }
        if (choices.isEmpty()) {
            start(MissingNode.getInstance());
            reader(0);
        }
        choices.forEach(
                (index, choice) -> {
                    if (!choice.isFinished()) {
                        select(index);
                        choice.finish();
                    }
                });
        stop();
    }

    /// @throws ProblemException [Problem.StreamBroken] unless each choice had its finish reason
    void end() {
        if (ended) {
            return;
        }
        if (choices.isEmpty() || !choices.values().stream().allMatch(ChoiceReader::isFinished)) {
            throw new ProblemException(new Problem.StreamBroken(provider));
        }
        stop();
    }

    private void stop() {
        ended = true;
        if (tokens != null && !countedLast) {
            events.accept(new ChatEvent.Used(tokens));
        }
        events.accept(new ChatEvent.Ended());
    }

    private void start(JsonNode answer) {
        if (!started) {
            started = true;
            events.accept(
                    new ChatEvent.Started(
                            JsonText.of(answer.path("id")), JsonText.of(answer.path("model"))));
        }
    }

    private void count(JsonNode usage) {
        var counted = Usage.read(usage);
        if (counted != null) {
            tokens = counted;
            if (started) {
                countedLast = true;
                events.accept(new ChatEvent.Used(counted));
            }
        }
    }

    /// @param otherwise its index, if it does not say
    private ChoiceReader choice(JsonNode choice, int otherwise) {
        int index = choice.path("index").asInt(otherwise);
        select(index);
        return reader(index);
    }

    private void select(int index) {
        if (index != current) {
            current = index;
            events.accept(new ChatEvent.Choice(index));
        }
    }

    private ChoiceReader reader(int index) {
        return choices.computeIfAbsent(index, _ -> new ChoiceReader(provider, this::say));
    }

    private void say(ChatEvent event) {
        countedLast = false;
        events.accept(event);
    }
}
