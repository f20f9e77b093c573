/// Anthropic Messages, as clients speak it and as providers do. Client side: [AnthropicClient] →
/// [MessagesEnvelope] → same dialect [Verbatim], another [RequestReader] and
/// [MessagesAnswerWriter]; [CountQuestion] is the count of tokens, [AnthropicErrors] what goes
/// wrong. Provider side: [AnthropicMessages] is the door, [RequestWriter] the way there,
/// [AnswerReader] the way back (whole or streamed), [UpstreamErrors] what goes wrong.
///
/// Between Anthropic and Anthropic bytes pass. Facts from the types of `@anthropic-ai/sdk` 1.12
/// (`resources/messages/messages.d.ts`).
package io.smoothllm.proxy.dialect.anthropic;
