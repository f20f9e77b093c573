/// OpenAI Chat Completions, as clients speak it and as providers do. Client side: [OpenAiChat]
/// → [ChatEnvelope] → same dialect [Verbatim], another [ChatRequestReader] and [ChatAnswerWriter].
/// Provider side: [OpenAi] → [ChatWire] → [ChatRequestWriter] there, [AnswerReader] back, which
/// knows the habits of those who only call themselves compatible.
///
/// Between OpenAI and OpenAI nothing is parsed into objects and written again: bytes pass.
package io.smoothllm.proxy.dialect.openai;
