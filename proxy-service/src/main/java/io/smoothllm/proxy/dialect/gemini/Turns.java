package io.smoothllm.proxy.dialect.gemini;

import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.dialect.Signature;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/// A conversation as Gemini sees it: system messages hoisted, in order; neighbours of one role
/// joined; nothing in it that Gemini has no use for.
final class Turns {
    private final List<Part> system = new ArrayList<>();
    private final List<Message> turns = new ArrayList<>();

    /// @throws ProblemException [Problem.InvalidRequest] when nobody says anything
    Turns(List<Message> messages) {
        for (var message : messages) {
            var parts = message.parts().stream().filter(Turns::isSaid).toList();
            if (parts.isEmpty()) {
                continue;
            }
            if (message.role() == Role.SYSTEM) {
                system.addAll(parts);
            } else {
                add(message.role(), parts);
            }
        }
        dropLoneSignatures();
        if (turns.isEmpty() && !system.isEmpty()) {
            // There must be something to answer.
            add(Role.USER, List.of(system.removeLast()));
        }
        if (turns.isEmpty()) {
            throw new ProblemException(
                    new Problem.InvalidRequest("messages", "There is no message with content."));
        }
    }

    List<Part> system() {
        return system;
    }

    /// Of users and assistants, by turns.
    List<Message> contents() {
        return turns;
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

    private void add(Role role, List<Part> parts) {
        if (!turns.isEmpty() && turns.getLast().role() != role) {
            dropLoneSignatures();
        }
        if (turns.isEmpty() || turns.getLast().role() != role) {
            turns.add(new Message(role, parts));
            return;
        }
        var joined = new ArrayList<>(turns.removeLast().parts());
        joined.addAll(parts);
        turns.add(new Message(role, joined));
    }

    /// A last turn of signatures alone has nothing that they could belong to.
    private void dropLoneSignatures() {
        if (!turns.isEmpty()
                && turns.getLast().parts().stream().allMatch(Part.Thinking.class::isInstance)) {
            turns.removeLast();
        }
    }
}
