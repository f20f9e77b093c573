package io.smoothllm.proxy.dialect;

import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/// How clients of one dialect are told which models they may ask for. All dialects are asked at the
/// same path, `GET /v1/models` and `/v1/models/{id}`.
public interface ModelListing {
    /// Whether a request says by its headers that it is of a client of this dialect.
    boolean isAskedBy(MultiMap headers);

    /// @param names sorted
    /// @param parameters of the query
    /// @throws ProblemException [Problem.InvalidRequest]
    Buffer list(List<String> names, MultiMap parameters);

    Buffer one(String name);
}
