package io.smoothllm.localstack.watch;

/// What `./smoothllm status` says of a part, in lower case.
public enum State {
    STARTING,
    READY,
    /// Runs, but cannot do its work now: its database is away, for example.
    UNREADY,
    /// Ended by itself and is about to be started again.
    RESTARTING,
    STOPPING,
    STOPPED
}
