import { describe, expect, it } from 'vitest';
import { dateIn, plusDays, startOfDay, startOfPeriod } from './days';

describe('startOfDay', () => {
  it.each([
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2026-07-01', 'Asia/Kathmandu', '2026-06-30T18:15:00.000Z'],
    ['2026-07-01', 'America/Los_Angeles', '2026-07-01T07:00:00.000Z'],
    ['2026-07-01', 'UTC', '2026-07-01T00:00:00.000Z'],
  ])('of %s in %s is %s', (date, zone, moment) => {
    expect(startOfDay(date, zone).toISOString()).toBe(moment);
  });

  it('is when the clocks were put forward where that happens at midnight', () => {
    expect(startOfDay('2018-11-04', 'America/Sao_Paulo').toISOString()).toBe(
      '2018-11-04T03:00:00.000Z',
    );
  });
});

describe('dates', () => {
  it('are those of the zone', () => {
    const moment = new Date('2026-06-30T23:30:00Z');
    expect(dateIn('Europe/Berlin', moment)).toBe('2026-07-01');
    expect(dateIn('America/New_York', moment)).toBe('2026-06-30');
  });

  it('are counted over the ends of months', () => {
    expect(plusDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(plusDays('2028-02-28', 1)).toBe('2028-02-29');
  });
});

describe('startOfPeriod', () => {
  const sunday = new Date('2026-11-22T13:14:15Z');

  it('begins weeks on Monday', () => {
    expect(startOfPeriod('WEEK', sunday).toISOString()).toBe('2026-11-16T00:00:00.000Z');
  });

  it('begins months on the first', () => {
    expect(startOfPeriod('MONTH', sunday).toISOString()).toBe('2026-11-01T00:00:00.000Z');
  });
});
