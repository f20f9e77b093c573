/// Anthropic's API as the simulator speaks it: Messages, token counting, models. Start at
/// [Anthropic].
///
/// It is as strict as the real one: fields it does not know are refused, as are empty text blocks
/// and tool results that answer no call.
package io.smoothllm.testing.simulator.anthropic;
