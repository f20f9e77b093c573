/// Fixtures of this module's tests: calls, tokens, and the servers that `@QuarkusTest` starts.
package io.smoothllm.usage.testing;
