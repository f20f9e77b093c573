/** Days of a time zone, in which reports are made. */

/** The browser's own. */
export const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** The zone's date at a moment: `2026-03-29`. */
export function dateIn(zone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}

/** The first moment of a date in a zone, also where clocks change at midnight. */
export function startOfDay(date: string, zone: string): Date {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  let moment = midnight - offset(zone, midnight);
  moment = midnight - offset(zone, moment);
  // Midnight may not exist: then the day begins when the clocks have been put forward.
  if (dateIn(zone, new Date(moment)) < date) moment += 3_600_000;
  return new Date(moment);
}

/** A date some days later, or earlier. */
export function plusDays(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/** How far the zone is ahead of UTC at a moment, in ms. */
function offset(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value);
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(at / 1_000) * 1_000;
}

/** When the present period of a budget began; periods are UTC's, weeks begin on Monday. */
export function startOfPeriod(period: 'DAY' | 'WEEK' | 'MONTH' | 'TOTAL', now: Date): Date {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  switch (period) {
    case 'DAY':
      return new Date(Date.UTC(year, month, day));
    case 'WEEK':
      return new Date(Date.UTC(year, month, day - ((now.getUTCDay() + 6) % 7)));
    case 'MONTH':
      return new Date(Date.UTC(year, month, 1));
    case 'TOTAL':
      return new Date(Date.UTC(2000, 0, 1));
  }
}
