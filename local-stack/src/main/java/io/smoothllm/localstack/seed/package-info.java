/// What makes a fresh installation answer its first call: the simulator as a provider, a virtual
/// key, and the real providers whose keys are in the environment ([Seed]).
///
/// All of it goes through the public API, as the first admin could do it by hand. What was planted
/// once is not planted again: who deletes it meant it.
package io.smoothllm.localstack.seed;
