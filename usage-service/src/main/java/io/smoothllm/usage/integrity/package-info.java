/// Whether the ledger is whole: which numbers of each proxy instance arrived ([Instances]), and
/// what is missing when the instance says that it is not open ([Integrity]).
///
/// [RollupCheck] proves the other half: that the sums which reports read are those of the ledger.
///
/// Admitted = settled + interrupted + open + gaps, per instance, always; and gaps should be none.
package io.smoothllm.usage.integrity;
