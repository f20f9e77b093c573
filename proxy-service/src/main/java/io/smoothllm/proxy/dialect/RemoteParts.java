package io.smoothllm.proxy.dialect;

import io.smoothllm.proxy.dialect.ChatRequest.Message;
import io.smoothllm.proxy.dialect.Part.Media;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The pictures and documents of a request that are not in it.
final class RemoteParts {
    private RemoteParts() {}

    static List<Media.Remote> in(ChatRequest request) {
        var found = new ArrayList<Media.Remote>();
        request.messages().forEach(message -> collect(message.parts(), found));
        return found;
    }

    private static void collect(List<Part> parts, List<Media.Remote> found) {
        for (var part : parts) {
            switch (part) {
                case Part.Image(Media.Remote remote, _) -> found.add(remote);
                case Part.Document(Media.Remote remote, _, _) -> found.add(remote);
                case Part.ToolResult result -> collect(result.content(), found);
                case Part.Image _,
                        Part.Document _,
                        Part.Text _,
                        Part.ToolCall _,
                        Part.Thinking _,
                        Part.RedactedThinking _ -> {}
            }
        }
    }

    /// The same request, with the bytes of what was fetched.
    static ChatRequest replaced(ChatRequest request, Map<Media.Remote, Media.Inline> fetched) {
        if (fetched.isEmpty()) {
            return request;
        }
        var messages =
                request.messages().stream()
                        .map(
                                message ->
                                        new Message(
                                                message.role(), replaced(message.parts(), fetched)))
                        .toList();
        return request.with(messages, request.tools());
    }

    private static List<Part> replaced(List<Part> parts, Map<Media.Remote, Media.Inline> fetched) {
        return parts.stream().map(part -> replaced(part, fetched)).toList();
    }

    private static Part replaced(Part part, Map<Media.Remote, Media.Inline> fetched) {
        return switch (part) {
            case Part.Image(Media.Remote remote, var cache) when fetched.containsKey(remote) -> {
                var media = fetched.get(remote);
                // Clients name documents as images too; the answer's type says what it is.
                yield media.mediaType().startsWith("image/")
                        ? new Part.Image(media, cache)
                        : new Part.Document(media, null, cache);
            }
            case Part.Document(Media.Remote remote, var filename, var cache)
                    when fetched.containsKey(remote) ->
                    new Part.Document(fetched.get(remote), filename, cache);
            case Part.ToolResult(var callId, var content, boolean failed, var cache) ->
                    new Part.ToolResult(callId, replaced(content, fetched), failed, cache);
            case Part.Image _,
                    Part.Document _,
                    Part.Text _,
                    Part.ToolCall _,
                    Part.Thinking _,
                    Part.RedactedThinking _ ->
                    part;
        };
    }
}
