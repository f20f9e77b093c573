import { describe, expect, it } from 'vitest';
import type { Day } from '@/api/schema';
import type { Group } from '@/api/usage';
import { seriesOf } from './series';

const group = (id: string | null, requests: number) =>
  ({ id, name: id, requests, costUsd: '0', inputTokens: 0, outputTokens: 0 }) as Group;
const day = (...groups: Group[]) => ({ date: '2026-01-01', groups }) as Day;

describe('the series of a chart', () => {
  it('have a number for every day, the largest series first', () => {
    const days = [day(group('a', 1)), day(), day(group('a', 2), group('b', 9))];
    expect(seriesOf(days, 'requests', 'others')).toEqual([
      { id: 'b', name: 'b', values: [0, 0, 9] },
      { id: 'a', name: 'a', values: [1, 0, 2] },
    ]);
  });

  it('put together what is beyond the eight largest, and what the API put together', () => {
    const many = Array.from({ length: 10 }, (_, i) => group(`m${i}`, 10 - i));
    const series = seriesOf([day(...many, group(null, 100))], 'requests', 'others');
    expect(series).toHaveLength(9);
    expect(series.at(-1)).toEqual({ id: null, name: 'others', values: [2 + 1 + 100] });
  });
});
