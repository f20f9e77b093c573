/// What is posted under `/v1` and is no chat: embeddings, completions, moderations, images, audio
/// ([Service] lists it). Only providers of OpenAI's dialect take it, and it goes to them as it came
/// but for the model's name.
///
/// [PassThrough] is the request path; [Posted] what the client sent, either [JsonBody] or
/// [FormBody], which [FormIntake] takes in with a [FormScanner]; [Passage] how it is put to a
/// candidate. Answers pass as bytes, and [MemberScan] reads the usage out of them on the way.
///
/// Neither an upload nor an answer is ever in memory as a whole unless it is small.
package io.smoothllm.proxy.door.passthrough;
