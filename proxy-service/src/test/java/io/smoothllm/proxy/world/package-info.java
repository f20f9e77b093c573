/// The world around the proxy in its tests, all of it behind sockets: [World] publishes keys and
/// providers on a real broker, [ScriptedProvider] answers exactly what a test wrote down and
/// remembers what it was asked, [FakeKeysService] knows keys that the topic does not have yet.
package io.smoothllm.proxy.world;
