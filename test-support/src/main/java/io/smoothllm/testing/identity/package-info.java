/// People with access tokens, without keys-service: a [Person] has an ES256 token that a service
/// accepts whose `smoothllm.jwks-url` points at the [TokenIssuer].
///
/// [FakeIssuer] is where people of other installations sign in: OpenID Connect.
package io.smoothllm.testing.identity;
