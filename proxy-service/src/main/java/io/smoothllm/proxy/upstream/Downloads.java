package io.smoothllm.proxy.upstream;

import io.smoothllm.proxy.dialect.Part.Media;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// What one request's URLs stand for. Each is fetched once, whoever of the candidates asks. Used by
/// one event loop only.
public final class Downloads {
    private final Vertx vertx;
    private final MediaClient client;
    private final MediaConfig config;
    private final Map<Media.Remote, Download> begun = new HashMap<>();
    private long received;

    Downloads(Vertx vertx, MediaClient client, MediaConfig config) {
        this.vertx = vertx;
        this.client = client;
        this.config = config;
    }

    /// @return fails with a [ProblemException] that holds a [Problem.InvalidRequest]: it is the
    ///     client who chose the URLs
    public Future<Map<Media.Remote, Media.Inline>> of(List<Media.Remote> wanted) {
        if (wanted.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        var distinct = new LinkedHashSet<>(wanted);
        if (distinct.size() > config.maxFiles()) {
            return Future.failedFuture(
                    new ProblemException(
                            new Problem.InvalidRequest(
                                    null,
                                    "For this model a request may name at most "
                                            + config.maxFiles()
                                            + " URLs of images and documents.")));
        }
        var arriving = distinct.stream().map(media -> begin(media).arrived()).toList();
        return Future.all(arriving).map(_ -> arrived(distinct)).onFailure(_ -> cancel());
    }

    private Download begin(Media.Remote media) {
        var there = begun.get(media);
        if (there == null) {
            there = new Download(vertx, client, config, media.url(), this::receive);
            begun.put(media, there);
            there.start();
        }
        return there;
    }

    private Map<Media.Remote, Media.Inline> arrived(Iterable<Media.Remote> wanted) {
        var files = new LinkedHashMap<Media.Remote, Media.Inline>();
        wanted.forEach(media -> files.put(media, begun.get(media).arrived().result()));
        return files;
    }

    /// @return whether there is still room for these bytes
    private boolean receive(int bytes) {
        received += bytes;
        return received <= config.maxTotal().asLongValue();
    }

    /// Gives up what is still on its way. What is not any more, well or ill, stays so.
    public void cancel() {
        begun.values()
                .removeIf(
                        download -> {
                            download.cancel();
                            return !download.arrived().isComplete();
                        });
    }
}
