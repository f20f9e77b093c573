/**
 * Money comes and goes as decimal text and is never a floating-point number in between: what is shown
 * is rounded on the digits themselves, and sums are the API's.
 */
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** `12.345` as `$12.35`; below a dollar with as many digits as it takes to show two that count. */
export function formatUsd(decimal: string): string {
  const match = DECIMAL.exec(decimal.trim());
  if (match === null) return decimal;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const rounded = round(whole, fraction, digitsFor(whole, fraction));
  const [units = '0', cents = ''] = rounded.split('.');
  const grouped = units.replace(/\B(?=(\d{3})+$)/g, ',');
  const negative = sign !== '' && /[1-9]/.test(rounded);
  return `${negative ? '-' : ''}$${grouped}.${cents}`;
}

function digitsFor(whole: string, fraction: string): number {
  if (/[1-9]/.test(whole)) return 2;
  const zeros = fraction.search(/[1-9]/);
  return zeros < 0 ? 2 : Math.max(2, zeros + 2);
}

/** Half up. */
function round(whole: string, fraction: string, digits: number): string {
  const kept = fraction.slice(0, digits).padEnd(digits, '0');
  const up = (fraction[digits] ?? '0') >= '5' ? 1n : 0n;
  const scaled = (BigInt(whole + kept) + up).toString().padStart(digits + 1, '0');
  return `${scaled.slice(0, -digits)}.${scaled.slice(-digits)}`;
}

/** For the length of a bar or the height of a column, where a rounding error is less than a pixel. */
export function magnitude(decimal: string): number {
  return Number(decimal);
}

/** How much of `whole` is `part`, 0 = nothing; for bars only. */
export function share(part: string, whole: string): number {
  const of = Number(whole);
  return of > 0 ? Number(part) / of : 0;
}
