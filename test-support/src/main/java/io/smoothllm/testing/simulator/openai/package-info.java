/// OpenAI's API as the simulator speaks it: Chat Completions, Responses, completions, models,
/// embeddings, moderations, images, audio. Start at [OpenAi].
///
/// Fields it does not know are accepted, as compatible servers do; those it knows are checked.
package io.smoothllm.testing.simulator.openai;
