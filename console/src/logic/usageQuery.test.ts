import { describe, expect, it } from 'vitest';
import { filterOf, readAddress, writeAddress } from './usageQuery';

const zone = 'Europe/Berlin';
const now = new Date('2026-07-15T10:00:00Z');
const read = (address: Record<string, unknown>) => readAddress(address, zone, now);

describe('an address', () => {
  it.each([
    {},
    { range: 'today', by: 'key', measure: 'tokens' },
    {
      from: '2026-03-01',
      to: '2026-03-31',
      zone: 'Asia/Kolkata',
      model: 'a/b',
      status: 'SUCCEEDED',
    },
    { providerId: 'p', keyId: 'k', userId: 'u', tag: 'team:x' },
  ])('is the same after it was read: %o', (address) => {
    expect(writeAddress(read(address), zone)).toEqual(address);
  });

  it.each([
    { range: 'forever' },
    { from: '2026-03-31', to: '2026-03-01' },
    { from: 'yesterday', to: 'now' },
    { zone: 'Mars/Olympus' },
    { by: 'colour', measure: 'weight' },
  ])('that makes no sense is as good as none: %o', (address) => {
    expect(read(address)).toEqual(read({}));
  });
});

describe('what the API is asked', () => {
  it('begins with the first moment of the first day in the zone, and goes on to now', () => {
    expect(filterOf(read({}), now)).toEqual({ from: '2026-07-08T22:00:00.000Z' });
  });

  it('ends after the last day of a range that is over', () => {
    const query = read({ from: '2026-03-29', to: '2026-03-29', keyId: 'k' });
    expect(filterOf(query, now)).toEqual({
      keyId: 'k',
      from: '2026-03-28T23:00:00.000Z',
      to: '2026-03-29T22:00:00.000Z',
    });
  });
});
