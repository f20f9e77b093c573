package io.smoothllm.proxy.door;

import java.util.Set;

/// What is done with the requests that are posted to some paths; all but the chat dialects, which
/// [Inference] serves. Each is one bean; [Door] finds them.
public interface Operation {
    /// `/v1/…`
    Set<String> paths();

    /// @throws io.smoothllm.proxy.problem.ProblemException as an answer that needs no more words
    void handle(Exchange exchange);
}
