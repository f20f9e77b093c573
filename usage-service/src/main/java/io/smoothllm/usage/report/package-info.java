/// Reports: `GET /api/v1/usage` and what is below it. [io.smoothllm.usage.report.UsageResource] is
/// the door, [io.smoothllm.usage.report.Filter] what a caller asked for and may see,
/// [io.smoothllm.usage.report.Reports] the sums (of the rollups only), and
/// [io.smoothllm.usage.report.RecentCalls] single calls and requests (of the ledger).
package io.smoothllm.usage.report;
