import { describe, expect, it } from 'vitest';
import type { Key } from '@/api/schema';
import { keyDraftOf, keyRequestOf } from './keyDraft';

const saved = {
  userId: 'u',
  name: 'ci',
  expiresAt: '2027-01-02T03:04:05.678Z',
  allowedModels: ['m'],
  allowedProviders: [],
  allowedIps: ['10.0.0.0/8'],
  tags: ['team:a'],
  limits: { requestsPerMinute: 5, tokensPerMinute: null, maxParallelRequests: null },
  budget: { amountUsd: '12.50', period: 'DAY', mode: 'SOFT' },
  version: 4,
} as unknown as Key;

describe('a key that is opened and saved', () => {
  it('is what it was, to the millisecond', () => {
    expect(keyRequestOf(keyDraftOf(saved), saved)).toEqual({
      userId: 'u',
      name: 'ci',
      expiresAt: '2027-01-02T03:04:05.678Z',
      allowedModels: ['m'],
      allowedProviders: [],
      allowedIps: ['10.0.0.0/8'],
      tags: ['team:a'],
      limits: { requestsPerMinute: 5 },
      budget: { amountUsd: '12.50', period: 'DAY', mode: 'SOFT' },
      version: 4,
    });
  });
});

describe('a new key', () => {
  it('is restricted by nothing that was not typed', () => {
    const request = keyRequestOf({ ...keyDraftOf(undefined), name: ' a ' }, undefined);
    expect(request).toMatchObject({ name: 'a', allowedModels: [], tags: [] });
    expect(request.limits).toBeUndefined();
    expect(request.budget).toBeUndefined();
    expect(request.expiresAt).toBeUndefined();
  });

  it('expires at the moment that was typed, wherever the browser is', () => {
    const draft = { ...keyDraftOf(undefined), name: 'a', expiresAt: '2030-05-06T07:08' };
    expect(keyRequestOf(draft, undefined).expiresAt).toBe(new Date(2030, 4, 6, 7, 8).toISOString());
  });
});
