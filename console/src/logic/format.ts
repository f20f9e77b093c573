import { text } from '@/locales';

const WHOLE = new Intl.NumberFormat(text.language);
const SHORT = new Intl.NumberFormat(text.language, {
  notation: 'compact',
  maximumFractionDigits: 1,
});
const PERCENT = new Intl.NumberFormat(text.language, {
  style: 'percent',
  maximumFractionDigits: 1,
});
const RELATIVE = new Intl.RelativeTimeFormat(text.language, { numeric: 'auto' });

export const formatCount = (value: number): string => WHOLE.format(value);

/** 12,345 as 12.3K. */
export const formatShort = (value: number): string =>
  Math.abs(value) < 10_000 ? WHOLE.format(value) : SHORT.format(value);

export const formatShare = (value: number): string => PERCENT.format(value);

/** Milliseconds for a person; a dash when nothing was measured. */
export function formatMs(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–';
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

/** To the second, without the year. */
export function formatMoment(instant: string, zone?: string): string {
  return new Date(instant).toLocaleString(text.language, {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
}

/** @param zone of the IANA database; the browser's own when absent */
export function formatTime(instant: string, zone?: string): string {
  return new Date(instant).toLocaleString(text.language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
}

export function formatDate(instant: string): string {
  return new Date(instant).toLocaleDateString(text.language, { dateStyle: 'medium' });
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "3 hours ago", "in 2 days". */
export function formatRelative(instant: string, now = Date.now()): string {
  const seconds = (Date.parse(instant) - now) / 1_000;
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return RELATIVE.format(Math.trunc(seconds / length), unit);
  }
  return RELATIVE.format(Math.trunc(seconds), 'second');
}
