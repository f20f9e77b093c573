/// Applications that ask all the time: a [Crowd] of clients in closed loops, each [Call] with what
/// its client was told. Half of them speak Chat Completions and half Messages, half of them stream.
package io.smoothllm.bench.load;
