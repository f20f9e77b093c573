/// Amazon Bedrock's Converse, as providers speak it: [Bedrock] is the door, [Credential] who asks,
/// [RequestWriter] the way there, [AnswerReader] the way back (whole, or as the binary frames that
/// [FrameReader] cuts), [BedrockErrors] what goes wrong.
///
/// A provider's credential is a Bedrock API key, sent as a bearer, or AWS keys in the form
/// `ACCESS_KEY_ID:SECRET_ACCESS_KEY[:SESSION_TOKEN]`, which sign each request. For a signature the
/// region must be known: from the provider's base URL, or from a header `x-aws-region` among the
/// provider's own (a VPC endpoint or a proxy may be called anything).
///
/// Facts from the types of `@aws-sdk/client-bedrock-runtime` 3.1164 (`models_0.d.ts`).
package io.smoothllm.proxy.dialect.bedrock;
