/// `GET /health`, for people and load balancers that want one word. Probes with reasons are on the
/// management port.
package io.smoothllm.kit.health;
