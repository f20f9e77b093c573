import type { Day, Totals } from '@/api/schema';
import type { Group } from '@/api/usage';
import { magnitude } from './money';
import type { Measure } from './usageQuery';

/** One colour of a stacked chart: a number for every day, for the height of its column. */
export interface Series {
  /** null = all that are not among the largest. */
  id: string | null;
  name: string;
  values: number[];
}

/** More colours than these nobody can tell apart. */
const MOST = 8;

export function measureOf(totals: Totals, measure: Measure): number {
  switch (measure) {
    case 'cost':
      return magnitude(totals.costUsd);
    case 'tokens':
      return totals.inputTokens + totals.outputTokens;
    case 'requests':
      return totals.requests;
  }
}

/** @param others the name of what is put together */
export function seriesOf(days: Day[], measure: Measure, others: string): Series[] {
  const sums = new Map<string | null, { name: string; sum: number }>();
  for (const group of days.flatMap((day) => day.groups ?? [])) {
    const known = sums.get(group.id) ?? { name: nameOf(group, others), sum: 0 };
    known.sum += measureOf(group, measure);
    sums.set(group.id, known);
  }
  const named = [...sums].filter(([id]) => id !== null).sort(([, a], [, b]) => b.sum - a.sum);
  const shown = named.slice(0, MOST).map(([id]) => id);
  const series: Series[] = shown.map((id) => ({
    id,
    name: sums.get(id)?.name ?? '',
    values: days.map((day) =>
      sum(
        (day.groups ?? []).filter((group) => group.id === id),
        measure,
      ),
    ),
  }));
  if (named.length > MOST || sums.has(null)) {
    series.push({
      id: null,
      name: others,
      values: days.map((day) =>
        sum(
          (day.groups ?? []).filter((group) => !shown.includes(group.id)),
          measure,
        ),
      ),
    });
  }
  return series;
}

const sum = (groups: Group[], measure: Measure) =>
  groups.reduce((all, group) => all + measureOf(group, measure), 0);

const nameOf = (group: Group, others: string) =>
  group.id === null ? others : (group.name ?? group.id);
