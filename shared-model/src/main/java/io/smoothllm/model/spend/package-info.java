/// What was spent, as the proxies are told of it: one [SpendTotal] per key and per account.
package io.smoothllm.model.spend;
