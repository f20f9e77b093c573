const ISO = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/;

/** Seconds of an ISO 8601 duration of hours, minutes and seconds; null when it is none. */
export function secondsOf(iso: string | null | undefined): number | null {
  const match = ISO.exec(iso ?? '');
  if (match === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

export const isoOf = (seconds: number): string => `PT${seconds}S`;
