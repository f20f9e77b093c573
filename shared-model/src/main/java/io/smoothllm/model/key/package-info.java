/// Virtual keys: how one is spelled ([VirtualKey]) and what it allows ([KeyGrant]).
///
/// Only the SHA-256 of a key ever leaves the service that minted it.
package io.smoothllm.model.key;
