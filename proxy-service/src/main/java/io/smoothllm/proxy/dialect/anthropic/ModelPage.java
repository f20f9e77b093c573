package io.smoothllm.proxy.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.dialect.ModelListing;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/// `ModelInfo` and its pages, as in Anthropic's SDK (`resources/models.d.ts`,
// `core/pagination.d.ts`
/// of npm `@anthropic-ai/sdk` 1.12).
final class ModelPage implements ModelListing {
    private static final int USUAL_LIMIT = 20;
    private static final int MOST = 1000;

    /// What the SDK says of a date that nobody knows.
    private static final String UNKNOWN_DATE = "1970-01-01T00:00:00Z";

    /// Anthropic asks it of every client.
    @Override
    public boolean isAskedBy(MultiMap headers) {
        return headers.contains(NativeWishes.VERSION);
    }

    /// A page begins behind one id or ends before another; either may have gone meanwhile.
    @Override
    public Buffer list(List<String> names, MultiMap parameters) {
        var after = parameters.get("after_id");
        var before = parameters.get("before_id");
        var left =
                names.stream()
                        .filter(name -> after == null || name.compareTo(after) > 0)
                        .filter(name -> before == null || name.compareTo(before) < 0)
                        .toList();
        int length = Math.min(limit(parameters.get("limit")), left.size());
        boolean backwards = before != null && after == null;
        var shown =
                backwards
                        ? left.subList(left.size() - length, left.size())
                        : left.subList(0, length);
        var page = Json.MAPPER.createObjectNode();
        var data = page.putArray("data");
        shown.forEach(name -> data.add(model(name)));
        page.put("has_more", left.size() > length)
                .put("first_id", shown.isEmpty() ? null : shown.getFirst())
                .put("last_id", shown.isEmpty() ? null : shown.getLast());
        return Buffer.buffer(Json.bytes(page));
    }

    @Override
    public Buffer one(String name) {
        return Buffer.buffer(Json.bytes(model(name)));
    }

    private static int limit(String given) {
        if (given == null) {
            return USUAL_LIMIT;
        }
        try {
            int limit = Integer.parseInt(given);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw wrongLimit();
        }
        throw wrongLimit();
    }

    private static ProblemException wrongLimit() {
        return new ProblemException(
                new Problem.InvalidRequest("limit", "It must be a number from 1 to " + MOST + "."));
    }

    /// What is null is not known here.
    private static ObjectNode model(String name) {
        return Json.MAPPER
                .createObjectNode()
                .put("type", "model")
                .put("id", name)
                .put("display_name", name)
                .put("created_at", UNKNOWN_DATE)
                .put("lifecycle", "active")
                .putNull("deprecated_at")
                .putNull("retires_at")
                .putNull("line")
                .putNull("capabilities")
                .putNull("max_input_tokens")
                .putNull("max_tokens");
    }
}
