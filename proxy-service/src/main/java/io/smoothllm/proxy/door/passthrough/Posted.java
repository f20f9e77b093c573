package io.smoothllm.proxy.door.passthrough;

import io.smoothllm.proxy.dialect.ClientRequest;
import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.dialect.Upload;
import io.smoothllm.proxy.routing.Candidate;

/// What a client posted to a [Service].
sealed interface Posted extends ClientRequest permits JsonBody, FormBody {
    /// With the candidate's name for the model.
    Outgoing to(Candidate candidate, Endpoint endpoint);

    /// What the body of [#to] really is, when it is not in memory; null = it is.
    Upload upload(Candidate candidate);

    /// Whether what counts as input is text, so that it can be estimated.
    boolean isText();

    /// Whether another candidate can get it, too.
    boolean repeatable();

    /// Whether [#to] asks that candidate for usage in the stream, and the client did not.
    boolean addsUsage(Candidate candidate);
}
