/// OpenAI Chat Completions, as clients speak it and as providers do. Client side: [OpenAiChat]
/// → [ChatEnvelope] → same dialect [Verbatim], another [ChatRequestReader] and [ChatAnswerWriter].
///
/// Between OpenAI and OpenAI nothing is parsed into objects and written again: bytes pass.
package io.smoothllm.proxy.dialect.openai;
