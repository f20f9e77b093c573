/// Anthropic Messages, as providers speak it: [AnthropicMessages] is the door, [RequestWriter] the
/// way there, [AnswerReader] the way back (whole or streamed), [AnthropicErrors] what goes wrong.
///
/// Facts from the types of `@anthropic-ai/sdk` 1.12 (`resources/messages/messages.d.ts`).
package io.smoothllm.proxy.dialect.anthropic;
