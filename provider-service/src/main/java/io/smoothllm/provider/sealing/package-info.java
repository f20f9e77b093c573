/// How a provider's key is kept: [ApiKey] in the clear as briefly as possible, `CredentialSeal`
/// for everything that rests or travels.
package io.smoothllm.provider.sealing;
