import { expect, it } from 'vitest';
import type { Call } from '@/api/schema';
import { ratesOf } from './rates';

const call = (keyId: string, requestId: string, inputTokens: number, outputTokens: number) =>
  ({ keyId, requestId, inputTokens, outputTokens }) as Call;

it('sums what each key used, and counts a request once however often it was tried', () => {
  const rates = ratesOf([call('a', '1', 10, 5), call('b', '2', 1, 1), call('a', '1', 10, 0)]);

  expect(rates.get('a')).toEqual({ requestsPerMinute: 1, tokensPerMinute: 25 });
  expect(rates.get('b')).toEqual({ requestsPerMinute: 1, tokensPerMinute: 2 });
});
