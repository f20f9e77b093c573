import type { Call } from '@/api/schema';
import type { Limit } from './keyDraft';

/** What a key has used in a minute; what it has open at this moment nobody tells. */
export type Rate = Record<Exclude<Limit, 'maxParallelRequests'>, number>;

export const NO_RATE: Rate = { requestsPerMinute: 0, tokensPerMinute: 0 };

/** By the key's id. A request that took several attempts is one. */
export function ratesOf(calls: readonly Call[]): Map<string, Rate> {
  const rates = new Map<string, Rate>();
  const seen = new Set<string>();
  for (const { keyId, requestId, inputTokens, outputTokens } of calls) {
    const before = rates.get(keyId) ?? NO_RATE;
    rates.set(keyId, {
      requestsPerMinute: before.requestsPerMinute + (seen.has(requestId) ? 0 : 1),
      tokensPerMinute: before.tokensPerMinute + inputTokens + outputTokens,
    });
    seen.add(requestId);
  }
  return rates;
}
