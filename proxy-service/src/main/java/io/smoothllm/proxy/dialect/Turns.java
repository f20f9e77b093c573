package io.smoothllm.proxy.dialect;

import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.Role;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// A conversation for providers with whom two speak by turns: system messages are hoisted, in
/// order, neighbours of one role are joined, and what a provider does not take is not in it.
///
/// @param turns of users and assistants, at least one
public record Turns(List<Part> system, List<Message> turns) {
    /// Tool results stand first in a user's turn, whatever the client put between them.
    private static final Comparator<Part> RESULTS_FIRST =
            Comparator.comparing(part -> !(part instanceof Part.ToolResult));

    /// @param said whether the provider takes a part
    /// @throws ProblemException [Problem.InvalidRequest] when nobody says anything
    public static Turns of(List<Message> messages, Predicate<Part> said) {
        return of(messages, said, _ -> false);
    }

    /// @param hollow whether the parts of a turn say nothing by themselves
    public static Turns of(
            List<Message> messages, Predicate<Part> said, Predicate<List<Part>> hollow) {
        var system = new ArrayList<Part>();
        var others = new ArrayList<Message>();
        for (var message : messages) {
            var parts = message.parts().stream().filter(said).toList();
            if (message.role() == Role.SYSTEM) {
                system.addAll(parts);
            } else if (!parts.isEmpty()) {
                others.add(new Message(message.role(), parts));
            }
        }
        var turns = joined(others);
        if (turns.removeIf(turn -> hollow.test(turn.parts()))) {
            turns = joined(turns);
        }
        if (turns.isEmpty() && !system.isEmpty()) {
            // There must be something to answer.
            turns.add(new Message(Role.USER, List.of(system.removeLast())));
        }
        if (turns.isEmpty()) {
            throw new ProblemException(
                    new Problem.InvalidRequest("messages", "There is no message with content."));
        }
        return new Turns(system, turns);
    }

    private static List<Message> joined(List<Message> messages) {
        var turns = new ArrayList<Message>();
        for (var message : messages) {
            if (turns.isEmpty() || turns.getLast().role() != message.role()) {
                turns.add(new Message(message.role(), new ArrayList<>(message.parts())));
            } else {
                turns.getLast().parts().addAll(message.parts());
            }
        }
        return turns;
    }

    /// As Claude and those like it want them: tool results first, and a last turn of the
    /// assistant's, which the model goes on with, not ending in white space.
    public List<Message> inOrder() {
        var ordered = new ArrayList<Message>(turns.size());
        for (var turn : turns) {
            var parts = new ArrayList<>(turn.parts());
            if (turn.role() == Role.USER) {
                parts.sort(RESULTS_FIRST);
            } else if (turn == turns.getLast()
                    && parts.getLast() instanceof Part.Text(var text, var cache)) {
                parts.set(parts.size() - 1, new Part.Text(text.stripTrailing(), cache));
            }
            ordered.add(new Message(turn.role(), parts));
        }
        return ordered;
    }
}
