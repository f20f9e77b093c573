/// The audit log: who did what to whom, from where. [AuditLog] is what the other features write to,
/// inside the transaction of what they tell; [AuditResource] the admins' view, [AuditRows] the
/// table, [AuditIntake] what other services tell, [AuditRetention] its end.
///
/// An entry never holds a secret, nor anything typed by somebody who did not sign in.
package io.smoothllm.keys.audit;
