/// What holds for Claude wherever it runs: at Anthropic, and on Bedrock. Only rules; each dialect
/// has its own words for them.
package io.smoothllm.proxy.dialect.claude;
