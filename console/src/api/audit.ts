import { ask, keysApi } from './client';
import type { AuditEntry, Page } from './schema';

export interface AuditQuery {
  /** Words in who, what, on what or from where. */
  q?: string;
  /** Such as `key.revoked`. */
  action?: string;
  /** Id of what it was done to. */
  target?: string;
  cursor?: string;
  limit?: number;
}

export const listAudit = (query: AuditQuery): Promise<Page<AuditEntry>> =>
  ask(keysApi.GET('/api/v1/audit', { params: { query } }));
