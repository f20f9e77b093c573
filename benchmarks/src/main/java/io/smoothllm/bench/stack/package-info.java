/// The real suite as something to be measured and hurt: [Stack] runs it, [Api] asks it as an
/// operator would.
package io.smoothllm.bench.stack;
