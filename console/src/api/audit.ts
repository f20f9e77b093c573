import { authorisedFetch } from './client';
import { ApiProblem } from './problem';
import type { Page } from './schema';

/** What happened, who did it, and to what; null = nobody, or nothing, that is known. */
export interface AuditEntry {
  id: string;
  at: string;
  actor: { kind: string; id: string | null; name: string } | null;
  action: string;
  target: { kind: string; id: string; name: string | null } | null;
  outcome: 'DONE' | 'REFUSED';
  address: string | null;
  userAgent: string | null;
  changes: { field: string; from: string | null; to: string | null }[];
}

export interface AuditQuery {
  /** Words in who, what, on what or from where. */
  q?: string;
  cursor?: string;
  limit: number;
}

export async function listAudit({ limit, ...query }: AuditQuery): Promise<Page<AuditEntry>> {
  const parameters = new URLSearchParams({ ...query, limit: String(limit) });
  const answer = await authorisedFetch(
    new Request(`${window.location.origin}/api/v1/audit?${parameters}`),
  );
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw ApiProblem.of(answer.status, body);
  return body as Page<AuditEntry>;
}
