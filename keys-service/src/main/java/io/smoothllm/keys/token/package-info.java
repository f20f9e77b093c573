/// Access tokens: ES256 JWTs of 15 minutes ([AccessTokens]), the keys that sign them
/// ([SigningKeyRing]), the public halves for everyone else ([JwksResource]), and how this service
/// checks its own tokens ([OwnTokens]).
///
/// A retired key stays published until the last token it signed has expired. Private keys are in
/// the database unencrypted: whoever can read it can sign in as anyone.
package io.smoothllm.keys.token;
