/// The whole suite on one machine, without containers: what `./smoothllm up` runs.
///
/// Read [LocalStack] first: what is started, in which order, and how it ends. A [part] is something
/// that runs; a [watch] keeps it running; the [edge] is the one address in front of all of them;
/// [seed] makes a fresh installation answer its first call; [home] is what survives a restart.
///
/// Nothing here is needed in production.
package io.smoothllm.localstack;
