/// What the simulator says, in nobody's dialect: the same request always gets the same answer.
///
/// A dialect turns its request into a [Prompt]; the [Author] turns that into a [Completion]. Tokens
/// are counted by [TokenRule], caches remembered by [PromptCache].
package io.smoothllm.testing.simulator.mind;
