package io.smoothllm.bench.chaos;

import java.time.Duration;

/// One `kill -9`.
///
/// @param at since the load began
/// @param inFlight calls at that moment
/// @param recovery until the part was ready again
/// @param failed calls that failed from here to the next kill
public record Kill(String part, Duration at, int inFlight, Duration recovery, long failed) {}
