/// A number and a record for every admitted call: [Ledger] gives out the number, [Meter] measures
/// one call and settles it exactly once, [UsagePublisher] brings the record to Kafka without the
/// event loop ever waiting. Where a provider does not count, [TokenEstimate] guesses.
package io.smoothllm.proxy.metering;
