package io.smoothllm.proxy.dialect;

/// What every dialect's request has on its envelope, known without understanding the letter.
public interface ClientRequest {
    /// As the client named it.
    String model();

    boolean streamed();

    /// The body's size, for estimates.
    int bytes();
}
