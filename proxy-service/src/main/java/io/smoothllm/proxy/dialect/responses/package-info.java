/// OpenAI Responses, as clients speak it. [ResponsesClient] is the door: [ResponsesEnvelope] reads
/// the outside of a request; to a provider that speaks Responses itself it goes by [Verbatim], to
/// all others by [RequestReader], whose answer [ResponseWriter] writes.
///
/// Nothing is stored: what a conversation needs comes with each request, and reasoning comes back
/// in `encrypted_content`. Facts from the types of `openai` 6.49 (`resources/responses`).
package io.smoothllm.proxy.dialect.responses;
