/// The two ways an error is said: [ProblemBody] under `/api/v1`, [OpenAiError] under `/v1`.
package io.smoothllm.model.error;
