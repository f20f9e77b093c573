/// Provider credentials at rest and on Kafka: sealed with AES-256-GCM, bound to their provider.
package io.smoothllm.model.credential;
