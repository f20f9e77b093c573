package io.smoothllm.testing.simulator;

/// How a request ended, from the simulator's side.
public enum Outcome {
    /// Not ended yet.
    OPEN,
    /// All of a proper answer was handed to the network.
    FINISHED,
    /// The simulator broke off, as its script says.
    CUT,
    /// The client went before the end.
    CLIENT_GONE,
    /// It was answered with an error, at once or in the middle of the stream.
    ERROR
}
