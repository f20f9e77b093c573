package io.smoothllm.testing.simulator.wire;

import io.smoothllm.model.usage.TokenCounts;

/// One event of a stream, as it goes over the wire.
///
/// @param served the tokens served once it is sent, since the stream began
/// @param split whether it is sent in two writes, with the cut inside a character if there is a
///     place for it
public record Frame(byte[] bytes, TokenCounts served, boolean split) {}
