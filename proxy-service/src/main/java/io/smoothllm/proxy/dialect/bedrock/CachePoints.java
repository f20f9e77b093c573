package io.smoothllm.proxy.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// Prompt-cache markers: here not members, but blocks of their own behind what they mark (type
/// `CachePointBlock`).
final class CachePoints {
    /// More are an error. The later ones cover the most, so the first ones go.
    private static final int MOST = 4;

    private static final String MARK = "cachePoint";

    private record Place(ArrayNode blocks, JsonNode point) {}

    private CachePoints() {}

    static void add(JsonNode cacheControl, ArrayNode blocks) {
        var point = blocks.addObject().putObject(MARK).put("type", "default");
        var ttl = cacheControl.path("ttl").asText();
        if (ttl.equals("5m") || ttl.equals("1h")) {
            point.put("ttl", ttl);
        }
    }

    /// @return whether there were too many
    static boolean limit(ObjectNode body) {
        // In the order of the prompt.
        var places = new ArrayList<Place>();
        collect(body.path("toolConfig").path("tools"), places);
        collect(body.path("system"), places);
        for (var message : body.path("messages")) {
            collect(message.path("content"), places);
        }
        int over = places.size() - MOST;
        for (int i = 0; i < over; i++) {
            var place = places.get(i);
            remove(place.blocks(), place.point());
        }
        return over > 0;
    }

    private static void collect(JsonNode blocks, List<Place> places) {
        for (var block : blocks) {
            if (block.has(MARK)) {
                places.add(new Place((ArrayNode) blocks, block));
            }
        }
    }

    /// That very one: others look alike.
    private static void remove(ArrayNode blocks, JsonNode point) {
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i) == point) {
                blocks.remove(i);
                return;
            }
        }
    }
}
