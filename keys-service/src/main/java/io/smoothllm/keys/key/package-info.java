/// Virtual keys. [KeysResource] is the door, [Keys] the rules, [KeyRequest] what may be asked for,
/// [StoredKey] the row and what it grants, [KeyOutbox] how that reaches `smoothllm.keys`,
/// [KeyGrants] what other features may look up.
///
/// Of a secret only its SHA-256 is stored. Whatever changes what a key allows bumps the row's
/// version in the same transaction, so that it is published.
package io.smoothllm.keys.key;
