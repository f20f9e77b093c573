package io.smoothllm.proxy.dialect;

/// What every dialect's request has on its envelope, known without understanding the letter.
public interface ClientRequest {
    /// As the client named it.
    String model();

    boolean streamed();

    /// The body's size, for estimates.
    int bytes();

    /// What a provider counts as input, for estimates; null = it cannot be counted.
    default TextSample input() {
        return TextSample.ofLength(bytes());
    }

    /// The call is over: what was set aside for it is not needed any more.
    default void release() {}
}
