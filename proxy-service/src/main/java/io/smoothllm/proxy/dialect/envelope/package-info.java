/// Error envelopes that several client dialects share. [OpenAiErrors] says every problem in
/// OpenAI's words, for Chat Completions and Responses alike.
package io.smoothllm.proxy.dialect.envelope;
