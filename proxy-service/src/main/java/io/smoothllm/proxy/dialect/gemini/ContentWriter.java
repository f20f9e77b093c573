package io.smoothllm.proxy.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Part.Media;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.dialect.Turns;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes `systemInstruction` and `contents`. A function's results stand in a content of their own,
/// right behind the calls: the API counts them against the calls, and some models refuse a content
/// that mixes them with other parts.
final class ContentWriter {
    /// Documented for calls that Gemini did not make itself; the one of two such words that Vertex
    /// knows too (<https://ai.google.dev/gemini-api/docs/thought-signatures#faqs>).
    private static final String UNSIGNED = "skip_thought_signature_validator";

    /// @param index counts all calls of the conversation
    private record Call(String name, int index) {}

    private final Turns turns;
    private final GeminiModel model;
    private final Set<String> ignored;
    private final Map<String, Call> calls = new HashMap<>();

    ContentWriter(List<Message> messages, GeminiModel model, Set<String> ignored) {
        this.turns = Turns.of(messages, ContentWriter::isSaid, ContentWriter::isHollow);
        this.model = model;
        this.ignored = ignored;
    }

    /// Thoughts that other models had are left out, as are empty texts (a 400).
    private static boolean isSaid(Part part) {
        return switch (part) {
            case Part.Text(var text, _) -> !text.isEmpty();
            case Part.Thinking(_, var signature) ->
                    signature != null && signature.maker() == Signature.Maker.GEMINI;
            case Part.RedactedThinking _ -> false;
            case Part.Image _, Part.Document _, Part.ToolCall _, Part.ToolResult _ -> true;
        };
    }

    /// Signatures alone have nothing that they could belong to.
    private static boolean isHollow(List<Part> parts) {
        return parts.stream().allMatch(Part.Thinking.class::isInstance);
    }

    void write(ObjectNode body) {
        if (!turns.system().isEmpty()) {
            var parts = body.putObject("systemInstruction").putArray("parts");
            turns.system().forEach(part -> instruction(part, parts));
        }
        var contents = body.putArray("contents");
        for (var turn : turns.turns()) {
            if (turn.role() == Role.USER) {
                user(turn.parts(), contents);
            } else {
                model(turn.parts(), content("model", contents));
            }
        }
    }

    private void instruction(Part part, ArrayNode parts) {
        if (!(part instanceof Part.Text(var text, var cache))) {
            throw new ProblemException(
                    new Problem.Unsupported(
                            "messages", "This model takes nothing but text in system messages."));
        }
        marked(cache);
        PartWriter.text(text, parts);
    }

    private void user(List<Part> said, ArrayNode contents) {
        var moved = new ArrayList<Media>();
        results(said, moved, contents);
        if (moved.isEmpty() && said.stream().allMatch(Part.ToolResult.class::isInstance)) {
            return;
        }
        var parts = content("user", contents);
        moved.forEach(media -> PartWriter.media(media, parts));
        said.stream()
                .filter(part -> !(part instanceof Part.ToolResult))
                .forEach(part -> plain(part, parts));
    }

    /// In the order of their calls, which is all that older models go by.
    ///
    /// @param moved gets what a result may not hold itself
    private void results(List<Part> said, List<Media> moved, ArrayNode contents) {
        var results =
                said.stream()
                        .filter(Part.ToolResult.class::isInstance)
                        .map(Part.ToolResult.class::cast)
                        .sorted(Comparator.comparingInt(result -> call(result).index()))
                        .toList();
        if (results.isEmpty()) {
            return;
        }
        var parts = content("user", contents);
        for (var result : results) {
            marked(result.cacheControl());
            var shown = media(result.content());
            if (model.takesMediaInResults()) {
                PartWriter.result(result, call(result).name(), shown, parts);
            } else {
                PartWriter.result(result, call(result).name(), List.of(), parts);
                moved.addAll(shown);
            }
        }
    }

    private List<Media> media(List<Part> parts) {
        var media = new ArrayList<Media>();
        for (var part : parts) {
            switch (part) {
                case Part.Text(_, var cache) -> marked(cache);
                case Part.Image(var image, var cache) -> {
                    marked(cache);
                    media.add(image);
                }
                case Part.Document(var document, var filename, var cache) -> {
                    marked(cache);
                    named(filename);
                    media.add(document);
                }
                case Part.ToolCall _, Part.ToolResult _, Part.Thinking _, Part.RedactedThinking _ ->
                        throw misplaced();
            }
        }
        return media;
    }

    /// The API wants the function's name with its result; clients give the call's id alone.
    private Call call(Part.ToolResult result) {
        var call = calls.get(result.callId());
        if (call == null) {
            throw new ProblemException(
                    new Problem.InvalidRequest(
                            "messages",
                            "The result of the tool call '"
                                    + result.callId()
                                    + "' comes without that call before it."));
        }
        return call;
    }

    /// A signature belongs to the call behind it, else to the text behind it: where Gemini calls
    /// functions it signs the first call of an answer, and that one must come back.
    private void model(List<Part> said, ArrayNode parts) {
        String signature = null;
        boolean called = false;
        for (int i = 0; i < said.size(); i++) {
            switch (said.get(i)) {
                case Part.Thinking(_, var signed) -> signature = signed.value();
                case Part.ToolCall call -> {
                    if (signature == null && !called && model.wantsSignatures()) {
                        signature = UNSIGNED;
                    }
                    sign(call(call, parts), signature);
                    signature = null;
                    called = true;
                }
                case Part.Text(var text, var cache) -> {
                    marked(cache);
                    var part = PartWriter.text(text, parts);
                    if (!isCallBehind(said, i)) {
                        sign(part, signature);
                        signature = null;
                    }
                }
                case Part.Image _, Part.Document _, Part.ToolResult _, Part.RedactedThinking _ ->
                        plain(said.get(i), parts);
            }
        }
    }

    /// Before another signature.
    private static boolean isCallBehind(List<Part> said, int index) {
        for (var part : said.subList(index + 1, said.size())) {
            if (part instanceof Part.ToolCall) {
                return true;
            }
            if (part instanceof Part.Thinking) {
                return false;
            }
        }
        return false;
    }

    private ObjectNode call(Part.ToolCall call, ArrayNode parts) {
        marked(call.cacheControl());
        calls.put(call.id(), new Call(call.name(), calls.size()));
        return PartWriter.call(call, parts);
    }

    private static void sign(ObjectNode part, String signature) {
        if (signature != null) {
            part.put("thoughtSignature", signature);
        }
    }

    private void plain(Part part, ArrayNode parts) {
        switch (part) {
            case Part.Text(var text, var cache) -> {
                marked(cache);
                PartWriter.text(text, parts);
            }
            case Part.Image(var media, var cache) -> {
                marked(cache);
                PartWriter.media(media, parts);
            }
            case Part.Document(var media, var filename, var cache) -> {
                marked(cache);
                named(filename);
                PartWriter.media(media, parts);
            }
            case Part.ToolCall _, Part.ToolResult _, Part.Thinking _, Part.RedactedThinking _ ->
                    throw misplaced();
        }
    }

    private static ProblemException misplaced() {
        return new ProblemException(
                new Problem.InvalidRequest(
                        "messages",
                        "Tool calls belong into assistant messages, their results into the"
                                + " messages behind them."));
    }

    private static ArrayNode content(String role, ArrayNode contents) {
        return contents.addObject().put("role", role).putArray("parts");
    }

    /// Gemini caches by itself and takes no marks.
    private void marked(Object cacheControl) {
        if (cacheControl != null) {
            ignored.add("cache_control");
        }
    }

    /// A display name is read with server-side tools alone.
    private void named(String filename) {
        if (filename != null) {
            ignored.add("filename");
        }
    }
}
