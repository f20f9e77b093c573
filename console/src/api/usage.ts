import { ask, authorisedFetch, usageApi } from './client';
import { ApiProblem } from './problem';
import type { Call, CallStatus, Day, Instance, Page, Totals } from './schema';

/** What sums can be split by. */
export type Dimension = 'model' | 'provider' | 'key' | 'user';

/** Which calls a report is about. Times are RFC 3339. */
export interface UsageFilter {
  from: string;
  to?: string;
  keyId?: string;
  providerId?: string;
  model?: string;
  userId?: string;
  tag?: string;
  status?: CallStatus;
}

export interface Group extends Totals {
  /** A model's name, or an id; null = all that are not among the most expensive. */
  id: string | null;
  name: string | null;
}

export const readTotals = (query: UsageFilter): Promise<Totals> =>
  ask(usageApi.GET('/api/v1/usage', { params: { query } }));

export async function readDays(
  query: UsageFilter,
  timezone: string,
  by: Dimension,
): Promise<Day[]> {
  const page = await ask(
    usageApi.GET('/api/v1/usage/daily', { params: { query: { ...query, timezone, by } } }),
  );
  return page.items;
}

/** The sums of each model, provider, key or user, the most expensive first. */
export async function readGroups(query: UsageFilter, by: Dimension): Promise<Group[]> {
  const page = await ask(usageApi.GET(`/api/v1/usage/by-${by}`, { params: { query } }));
  return (page.items as (Record<string, unknown> & Totals)[]).map((item) => ({
    ...item,
    id: String(by === 'model' ? item['model'] : item[`${by}Id`]),
    name: String(by === 'model' ? item['model'] : (item[`${by}Name`] ?? item[`${by}Id`])),
  }));
}

export async function readRecent(
  query: UsageFilter & { cursor?: string; limit?: number; requestId?: string },
): Promise<Page<Call>> {
  const { limit, ...rest } = query;
  return ask(
    usageApi.GET('/api/v1/usage/recent', {
      params: { query: { ...rest, ...(limit === undefined ? {} : { limit: String(limit) }) } },
    }),
  );
}

/** Every attempt of one request; refused while the ledger has not heard of it. */
export async function readRequest(requestId: string): Promise<Call[]> {
  const detail = await ask(
    usageApi.GET('/api/v1/usage/requests/{requestId}', { params: { path: { requestId } } }),
  );
  return detail.attempts;
}

export async function readIntegrity(): Promise<Instance[]> {
  return (await ask(usageApi.GET('/api/v1/usage/integrity'))).items;
}

/** The calls of a report as a file for a spreadsheet. */
export async function exportCsv(query: UsageFilter): Promise<Blob> {
  const parameters = new URLSearchParams({ ...query, format: 'csv' });
  const answer = await authorisedFetch(
    new Request(`${window.location.origin}/api/v1/usage/export?${parameters}`),
  );
  if (!answer.ok) {
    throw ApiProblem.of(answer.status, await answer.json().catch(() => null));
  }
  return answer.blob();
}
