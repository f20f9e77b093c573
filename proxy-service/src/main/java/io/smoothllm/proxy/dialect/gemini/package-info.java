/// Gemini's `generateContent`, as providers speak it: [Gemini] is the door, [RequestWriter] the way
/// there (with [ContentWriter], [PartWriter], [ToolWriter] and [GenerationConfigWriter]),
/// [AnswerReader] the way back (whole or streamed), [GeminiErrors] what goes wrong.
///
/// Models differ in what they refuse; [GeminiModel] is the one place that knows, by their names.
///
/// Facts from the types of `@google/genai` 2.32 (`genai.d.ts`) and the guides at
/// <https://ai.google.dev/gemini-api/docs>.
package io.smoothllm.proxy.dialect.gemini;
