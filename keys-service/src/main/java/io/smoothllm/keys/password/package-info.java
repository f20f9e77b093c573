/// How passwords become hashes, and how one is tried against a hash without telling, by the time it
/// takes, whether there was an account at all.
package io.smoothllm.keys.password;
