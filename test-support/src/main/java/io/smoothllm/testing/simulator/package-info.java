/// An LLM provider on a loopback port that speaks OpenAI (`/openai/v1`) and Anthropic
/// (`/anthropic`) to the letter, answers deterministically, misbehaves on request, and keeps a
/// ledger of what it served. Start at [ProviderSimulator]; [Script] says how it misbehaves.
///
/// Models: every name that starts with `sim-`, and every name that has a script. `…-large` says
/// more, `…-reasoning` thinks first, `sim-slow`, `sim-error-<status>`, `sim-cut` and `sim-never` do
/// what they say. Keys: any, but those with `wrong` in them are refused. Tokens: see
/// [io.smoothllm.testing.simulator.mind.TokenRule].
///
/// A call of a tool: when tools are given and a user speaks last, the tools whose names the user
/// mentions are called, else the first. When a tool result comes last, the answer quotes it.
package io.smoothllm.testing.simulator;
