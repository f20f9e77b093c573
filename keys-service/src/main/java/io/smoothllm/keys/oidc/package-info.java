/// Sign-in by an identity provider (OpenID Connect: authorization code with PKCE). [OidcResource]
/// sends the browser there and takes it back, [Issuer] speaks with it, [IdTokens] checks what it
/// says, [SingleSignOn] decides who gets in.
///
/// The issuer is believed in who a person is; the session that begins is one of ours. Without
/// `smoothllm.oidc.issuer` nothing of this exists, and while the issuer is down, passwords work.
package io.smoothllm.keys.oidc;
