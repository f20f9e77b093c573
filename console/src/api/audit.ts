import { ask, keysApi } from './client';
import type { AuditEntry, Page } from './schema';

export interface AuditQuery {
  actor?: string | undefined;
  action?: string | undefined;
  target?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  cursor?: string;
  limit?: number;
}

export async function listAudit(query: AuditQuery): Promise<Page<AuditEntry>> {
  return (await ask(keysApi.GET('/api/v1/audit', { params: { query } }))) as Page<AuditEntry>;
}
