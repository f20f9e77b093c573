/// How a provider's key is kept: [ApiKey] in the clear as briefly as possible, `CredentialSeal`
/// for everything that rests or travels. [AwsKeys] is the one key that has parts.
package io.smoothllm.provider.sealing;
