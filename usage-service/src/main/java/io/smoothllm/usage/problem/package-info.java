/// Every way this service refuses a request, beyond what the framework refuses.
package io.smoothllm.usage.problem;
