import type { CallStatus } from '@/api/schema';
import type { Dimension, UsageFilter } from '@/api/usage';
import { dateIn, plusDays, startOfDay } from './days';

export type Range = 'today' | '7d' | '30d' | '90d' | 'custom';
export type Measure = 'cost' | 'tokens' | 'requests';

export const FILTERS = ['model', 'providerId', 'keyId', 'userId', 'status', 'tag'] as const;
export type FilterName = (typeof FILTERS)[number];

/** All that a usage page shows, as its address says it: whoever is sent the address sees the same. */
export interface UsageQuery {
  range: Range;
  /** Dates of a custom range, both inclusive. */
  from: string;
  to: string;
  zone: string;
  by: Dimension;
  measure: Measure;
  filters: Partial<Record<FilterName, string>>;
}

const RANGE_DAYS: Record<Exclude<Range, 'custom'>, number> = {
  today: 1,
  '7d': 7,
  '30d': 30,
  '90d': 90,
};
const DEFAULT_RANGE = '7d';
const DATE = /^\d{4}-\d{2}-\d{2}$/;

type Address = Record<string, unknown>;

/** @param zone the browser's own, if the address says none */
export function readAddress(address: Address, zone: string, now: Date): UsageQuery {
  const said = (name: string) => {
    const value = address[name];
    return typeof value === 'string' ? value : '';
  };
  const shownZone = isZone(said('zone')) ? said('zone') : zone;
  const today = dateIn(shownZone, now);
  const isCustom = DATE.test(said('from')) && DATE.test(said('to')) && said('from') <= said('to');
  const range = said('range') in RANGE_DAYS ? (said('range') as Range) : DEFAULT_RANGE;
  return {
    range: isCustom ? 'custom' : range,
    from: isCustom ? said('from') : plusDays(today, 1 - daysOf(range)),
    to: isCustom ? said('to') : today,
    zone: shownZone,
    by: oneOf(said('by'), ['model', 'provider', 'key', 'user'], 'model'),
    measure: oneOf(said('measure'), ['cost', 'tokens', 'requests'], 'cost'),
    filters: Object.fromEntries(
      FILTERS.filter((name) => said(name) !== '').map((name) => [name, said(name)]),
    ),
  };
}

/** The address of what is shown; the usual is left out. */
export function writeAddress(query: UsageQuery, zone: string): Record<string, string> {
  return {
    ...(query.range === 'custom' ? { from: query.from, to: query.to } : {}),
    ...(query.range === 'custom' || query.range === DEFAULT_RANGE ? {} : { range: query.range }),
    ...(query.zone === zone ? {} : { zone: query.zone }),
    ...(query.by === 'model' ? {} : { by: query.by }),
    ...(query.measure === 'cost' ? {} : { measure: query.measure }),
    ...query.filters,
  };
}

/** What the API is asked. A range that ends today has no end: calls keep coming in. */
export function filterOf(query: UsageQuery, now: Date): UsageFilter {
  const { status, ...filters } = query.filters;
  const open = query.to >= dateIn(query.zone, now);
  return {
    ...filters,
    ...(status === undefined ? {} : { status: status as CallStatus }),
    from: startOfDay(query.from, query.zone).toISOString(),
    ...(open ? {} : { to: startOfDay(plusDays(query.to, 1), query.zone).toISOString() }),
  };
}

function daysOf(range: Range): number {
  return range === 'custom' ? 1 : RANGE_DAYS[range];
}

function oneOf<T extends string>(value: string, known: readonly T[], fallback: T): T {
  return known.find((one) => one === value) ?? fallback;
}

function isZone(name: string): boolean {
  if (name === '') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
