/// What this service says to the audit log: [AuditTrail] takes it down in the transaction of what
/// it tells, [AuditOutbox] brings it to `smoothllm.audit`. keys-service keeps the log.
///
/// A provider's key and the values of its headers are never told, only that they are others now.
package io.smoothllm.provider.audit;
