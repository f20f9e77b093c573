/// Every way this service refuses a request by its own rules ([Problem]), and how it is said. What
/// the framework refuses is said in `io.smoothllm.kit.problem`.
package io.smoothllm.keys.problem;
