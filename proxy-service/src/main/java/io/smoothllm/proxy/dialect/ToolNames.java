package io.smoothllm.proxy.dialect;

import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.ChatRequest.Tool;
import io.smoothllm.proxy.dialect.ChatRequest.ToolChoice;
import io.smoothllm.proxy.dialect.ChatRequest.Tools;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Makes tools' names fit a provider that takes only short and plain ones (those of MCP servers,
/// `mcp__server__tool`, often are not), and puts the clients' own back into the answer. The same
/// name becomes the same each time, so that prompt caches hold.
final class ToolNames {
    static final ToolNames UNCHANGED = new ToolNames(Map.of());

    private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9_-]+");
    /// Characters that tell apart what has the same beginning.
    private static final int FINGERPRINT = 8;

    private final Map<String, String> fitting;
    private final Map<String, String> originals = new HashMap<>();

    private ToolNames(Map<String, String> fitting) {
        this.fitting = fitting;
        fitting.forEach((original, fit) -> originals.put(fit, original));
    }

    /// @param longest 0 = every name fits
    static ToolNames of(ChatRequest request, int longest) {
        if (longest == 0) {
            return UNCHANGED;
        }
        var fitting = new HashMap<String, String>();
        for (var name : names(request)) {
            if (name.length() > longest || !PLAIN.matcher(name).matches()) {
                fitting.put(name, fit(name, longest));
            }
        }
        return fitting.isEmpty() ? UNCHANGED : new ToolNames(fitting);
    }

    private static List<String> names(ChatRequest request) {
        var names = new ArrayList<String>();
        request.tools().offered().forEach(tool -> names.add(tool.name()));
        for (var message : request.messages()) {
            for (var part : message.parts()) {
                if (part instanceof Part.ToolCall call) {
                    names.add(call.name());
                }
            }
        }
        return names;
    }

    private static String fit(String name, int longest) {
        var plain = name.replaceAll("[^a-zA-Z0-9_-]", "_");
        var kept = plain.substring(0, Math.min(plain.length(), longest - FINGERPRINT - 1));
        return kept + "_" + Digest.of(name).substring(0, FINGERPRINT);
    }

    ChatRequest fitted(ChatRequest request) {
        if (fitting.isEmpty()) {
            return request;
        }
        var messages =
                request.messages().stream()
                        .map(message -> new Message(message.role(), fitted(message.parts())))
                        .toList();
        return request.with(messages, fitted(request.tools()));
    }

    private List<Part> fitted(List<Part> parts) {
        return parts.stream()
                .map(
                        part ->
                                part instanceof Part.ToolCall(var id, var name, var said, var cache)
                                        ? new Part.ToolCall(id, fitted(name), said, cache)
                                        : part)
                .toList();
    }

    private Tools fitted(Tools tools) {
        var offered =
                tools.offered().stream()
                        .map(
                                tool ->
                                        new Tool(
                                                fitted(tool.name()),
                                                tool.description(),
                                                tool.schema(),
                                                tool.strict(),
                                                tool.cacheControl()))
                        .toList();
        return new Tools(offered, fitted(tools.choice()), tools.parallel());
    }

    private ToolChoice fitted(ToolChoice choice) {
        return switch (choice) {
            case null -> null;
            case ToolChoice.Named(var name) -> new ToolChoice.Named(fitted(name));
            case ToolChoice.Allowed(Set<String> names, boolean required) ->
                    new ToolChoice.Allowed(
                            names.stream().map(this::fitted).collect(Collectors.toSet()), required);
            case ToolChoice.Auto _, ToolChoice.None _, ToolChoice.Required _ -> choice;
        };
    }

    private String fitted(String name) {
        return fitting.getOrDefault(name, name);
    }

    ChatEvent restored(ChatEvent event) {
        return event instanceof ChatEvent.CallStarted(int call, var id, var name)
                        && originals.containsKey(name)
                ? new ChatEvent.CallStarted(call, id, originals.get(name))
                : event;
    }
}
