package io.smoothllm.proxy.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/// Reads the tool calls of one choice. OpenAI gives each an index, and sends id and name once, in
/// its first fragment. Others leave the index out or give all calls the same, send the id or the
/// name with every fragment, one after the other or never, or all calls in one piece; all these
/// are understood.
final class CallReader {
    private static final class Call {
        private String id;
        private String name;
        private Signature signature;
        private final StringBuilder held = new StringBuilder();
        private int number = -1;
        private boolean spoken;

        boolean isStarted() {
            return number >= 0;
        }
    }

    private final String provider;
    private final Consumer<ChatEvent> events;
    private final List<Call> calls = new ArrayList<>();
    private final Map<Integer, Call> byIndex = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private Call latest;
    private int started;

    CallReader(String provider, Consumer<ChatEvent> events) {
        this.provider = provider;
        this.events = events;
    }

    boolean any() {
        return started > 0;
    }

    /// An entry of `delta.tool_calls`.
    void fragment(JsonNode call) {
        var index = call.path("index");
        if (index.canConvertToInt()) {
            var known = byIndex.get(index.intValue());
            var meant = known == null || isAnother(known, call) ? begin() : known;
            byIndex.put(index.intValue(), meant);
            add(meant, call);
        } else {
            add(latest == null || isAnotherWithoutIndex(latest, call) ? begin() : latest, call);
        }
    }

    /// An entry of `message.tool_calls`.
    void whole(JsonNode call) {
        add(begin(), call);
    }

    /// What came before there were tools: one call, without an id.
    void legacy(JsonNode functionCall) {
        var call = latest == null ? begin() : latest;
        name(call, functionCall);
        arguments(call, functionCall.path("arguments"));
    }

    /// @throws ProblemException [Problem.Garbled] when a call has no name
    void finish() {
        for (var call : calls) {
            if (!call.isStarted() && !isNothing(call)) {
                start(call);
            }
            if (call.isStarted() && !call.spoken) {
                speak(call, "{}");
            }
        }
    }

    /// Under one index: id and name are both new. One server makes up a new id for each fragment,
    /// but none repeats the name then.
    private static boolean isAnother(Call known, JsonNode call) {
        var id = JsonText.of(call.path("id"));
        return known.name != null
                && JsonText.of(call.path("function").path("name")) != null
                && id != null
                && known.id != null
                && !id.equals(known.id);
    }

    private static boolean isAnotherWithoutIndex(Call known, JsonNode call) {
        var id = JsonText.of(call.path("id"));
        return id == null
                ? known.name != null && JsonText.of(call.path("function").path("name")) != null
                : known.id != null && !id.equals(known.id);
    }

    private Call begin() {
        latest = new Call();
        calls.add(latest);
        return latest;
    }

    private void add(Call call, JsonNode fragment) {
        latest = call;
        if (call.id == null) {
            call.id = JsonText.of(fragment.path("id"));
        }
        if (call.signature == null) {
            call.signature = ThinkingBlocks.signatureOf(fragment);
        }
        name(call, fragment.path("function"));
        if (!call.isStarted() && call.id != null && call.name != null) {
            startAfterOthers(call);
        }
        arguments(call, fragment.path("function").path("arguments"));
    }

    private static void name(Call call, JsonNode function) {
        if (call.name == null) {
            call.name = JsonText.of(function.path("name"));
        }
    }

    /// A JSON text in pieces. Some send an object, and nothing at all in words of their own.
    private void arguments(Call call, JsonNode arguments) {
        var fragment = arguments.isObject() ? arguments.toString() : arguments.asText("");
        boolean first = !call.spoken && call.held.isEmpty();
        if (fragment.isEmpty()
                || (first && (fragment.isBlank() || fragment.strip().equals("null")))) {
            return;
        }
        if (call.isStarted()) {
            speak(call, fragment);
        } else {
            call.held.append(fragment);
        }
    }

    /// Those before it that still have no id will not get one.
    private void startAfterOthers(Call call) {
        for (var earlier : calls) {
            if (earlier == call) {
                break;
            }
            if (!earlier.isStarted() && earlier.name != null) {
                start(earlier);
            }
        }
        start(call);
    }

    private void start(Call call) {
        if (call.name == null) {
            throw new ProblemException(new Problem.Garbled(provider));
        }
        if (call.id == null || !ids.add(call.id)) {
            call.id = "call_" + UUID.randomUUID().toString().replace("-", "");
            ids.add(call.id);
        }
        call.number = started++;
        if (call.signature != null) {
            events.accept(new ChatEvent.ThoughtSigned(call.signature));
        }
        events.accept(new ChatEvent.CallStarted(call.number, call.id, call.name));
        if (!call.held.isEmpty()) {
            speak(call, call.held.toString());
        }
    }

    private void speak(Call call, String fragment) {
        call.spoken = true;
        events.accept(new ChatEvent.CallArguments(call.number, fragment));
    }

    private static boolean isNothing(Call call) {
        return call.id == null && call.name == null && call.held.isEmpty();
    }
}
