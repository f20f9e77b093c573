/// What a service says to the audit log: [AuditScribe] knows who is at it and from where, [Facts]
/// finds out what is different. Where an entry goes is the service's business; it is written in the
/// transaction of what it tells.
package io.smoothllm.kit.audit;
