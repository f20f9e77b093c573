/// Keeping parts running: one [Watch] each, what is known of them on the [StatusBoard], and what a
/// person is told of it on the [Screen].
package io.smoothllm.localstack.watch;
