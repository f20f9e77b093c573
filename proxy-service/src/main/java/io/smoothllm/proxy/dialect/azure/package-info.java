/// Azure OpenAI as a provider: [AzureOpenAi] knows its addresses and its key; the wire is that of
/// [io.smoothllm.proxy.dialect.openai.ChatWire].
package io.smoothllm.proxy.dialect.azure;
