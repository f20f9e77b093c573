/// The door between applications and providers. Read it in the order of a request:
/// `door` (HTTP, the steps of a call) → `access` (who is calling, and may they) → `routing` (model
/// name to candidates) → `metering` (a number and a record for every call) → `upstream` (the call
/// itself) → `dialect` (whose words are whose).
///
/// `view` follows the compacted topics that `access` and `routing` answer from. Everything up to
/// the provider is in memory, and everything runs on the event loop: nothing here may block.
package io.smoothllm.proxy;
