/// What a call used: one [UsageRecord] per call to a provider, whatever its end.
package io.smoothllm.model.usage;
