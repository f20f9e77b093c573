/// Every way a request can fail by this service's own rules, and how that is said. What the
/// framework refuses is said by `io.smoothllm.kit.problem`.
package io.smoothllm.provider.problem;
