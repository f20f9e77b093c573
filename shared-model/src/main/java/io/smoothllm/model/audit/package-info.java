/// What the audit log says: one [AuditEntry] for each thing that somebody did to accounts, keys,
/// providers and routes. It never holds a secret.
package io.smoothllm.model.audit;
