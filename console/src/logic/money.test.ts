import { describe, expect, it } from 'vitest';
import { formatUsd, share } from './money';

describe('formatUsd', () => {
  it.each([
    ['0', '$0.00'],
    ['0.00', '$0.00'],
    ['12.345', '$12.35'],
    ['12.344999', '$12.34'],
    ['9.999', '$10.00'],
    ['1234567.5', '$1,234,567.50'],
    ['0.5', '$0.50'],
    ['0.0456', '$0.046'],
    ['0.00012345', '$0.00012'],
    ['0.000000096', '$0.000000096'],
    ['-0.25', '-$0.25'],
  ])('shows %s as %s', (decimal, shown) => {
    expect(formatUsd(decimal)).toBe(shown);
  });

  it('loses no digit of an amount that a floating-point number cannot hold', () => {
    expect(formatUsd('90071992547409931.01')).toBe('$90,071,992,547,409,931.01');
  });

  it('leaves alone what is no amount', () => {
    expect(formatUsd('free')).toBe('free');
  });
});

describe('share', () => {
  it('is nothing of no budget', () => {
    expect(share('1.5', '0')).toBe(0);
  });

  it('is the part of the whole', () => {
    expect(share('1.5', '6')).toBe(0.25);
  });
});
