/// People and the virtual keys they make. This service signs everybody in, owns every key, and
/// writes `smoothllm.keys`, from which the proxies know whom to admit.
///
/// Read `account` and `session` (with `password`, `token` and `oidc`) for people, `key` for keys
/// and what is published of them, `internal` for what a proxy may ask; `audit` keeps the log of
/// who did what, `problem` holds every refusal.
///
/// A secret (password, refresh token, key) is stored as a hash only, and shown at most once.
package io.smoothllm.keys;
