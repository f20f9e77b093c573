/// How records of the topic `smoothllm.usage` become rows of the ledger, each exactly once.
///
/// [io.smoothllm.usage.ledger.RecordUsage] reads batches and commits their offsets after every
/// record was dealt with. [io.smoothllm.usage.ledger.Lanes] divides a batch,
/// [io.smoothllm.usage.ledger.Intake] deals with a part: written in one transaction by
/// [io.smoothllm.usage.ledger.Ledger], or put aside by [io.smoothllm.usage.ledger.DeadLetters].
/// [io.smoothllm.usage.ledger.LedgerDays] makes the partitions,
/// [io.smoothllm.usage.ledger.Retention] drops them.
///
/// A crash at any point means reading some records again, and the ledger takes an event only once.
package io.smoothllm.usage.ledger;
