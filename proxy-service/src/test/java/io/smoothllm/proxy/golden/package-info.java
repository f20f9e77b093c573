/// The golden grid: one file a case under `src/test/resources/golden`, run through the whole proxy
/// over sockets. Adding a case is adding a file; [GoldenCase] says how one is written.
package io.smoothllm.proxy.golden;
