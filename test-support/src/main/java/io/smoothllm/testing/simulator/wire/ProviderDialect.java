package io.smoothllm.testing.simulator.wire;

import io.smoothllm.testing.simulator.mind.Directions;
import java.util.Map;

/// One provider's API.
public interface ProviderDialect {
    /// As the ledger names it.
    String name();

    /// The key that the call presents; empty text when it presents none.
    String apiKey(Call call);

    /// The answer, or the error the real provider would give. Never throws for a bad request.
    Reply answer(Call call, Directions directions);

    /// The provider's error envelope.
    Reply.Whole failure(Failure failure);

    /// An error in the middle of the stream that answers the call.
    Frame failureEvent(Call call, Failure failure);

    /// Headers of every answer.
    ///
    /// @param requestId what the provider calls this request
    Map<String, String> headers(String requestId, long elapsedMs);
}
