import type { Budget, Key, KeyRequest } from '@/api/schema';

export const LIMITS = ['requestsPerMinute', 'tokensPerMinute', 'maxParallelRequests'] as const;
export type Limit = (typeof LIMITS)[number];

/** A key as it is typed; an empty text or list is no restriction. */
export interface KeyDraft {
  userId: string;
  name: string;
  /** As `<input type="datetime-local">` has it: the browser's time zone. */
  expiresAt: string;
  allowedModels: string[];
  allowedProviders: string[];
  allowedIps: string[];
  tags: string[];
  limits: Record<Limit, number | ''>;
  budgetAmount: string;
  budgetPeriod: Budget['period'];
  budgetMode: Budget['mode'];
}

export function keyDraftOf(key: Key | undefined): KeyDraft {
  return {
    userId: key?.userId ?? '',
    name: key?.name ?? '',
    expiresAt: key?.expiresAt ? localOf(new Date(key.expiresAt)) : '',
    allowedModels: [...(key?.allowedModels ?? [])],
    allowedProviders: [...(key?.allowedProviders ?? [])],
    allowedIps: [...(key?.allowedIps ?? [])],
    tags: [...(key?.tags ?? [])],
    limits: {
      requestsPerMinute: key?.limits?.requestsPerMinute ?? '',
      tokensPerMinute: key?.limits?.tokensPerMinute ?? '',
      maxParallelRequests: key?.limits?.maxParallelRequests ?? '',
    },
    budgetAmount: key?.budget?.amountUsd ?? '',
    budgetPeriod: key?.budget?.period ?? 'MONTH',
    budgetMode: key?.budget?.mode ?? 'HARD',
  };
}

export function keyRequestOf(draft: KeyDraft, saved: Key | undefined): KeyRequest {
  const amount = draft.budgetAmount.trim();
  return {
    userId: draft.userId || undefined,
    name: draft.name.trim(),
    expiresAt: expiryOf(draft, saved),
    allowedModels: draft.allowedModels,
    allowedProviders: draft.allowedProviders,
    allowedIps: draft.allowedIps,
    tags: draft.tags,
    limits: limitsOf(draft),
    budget:
      amount === ''
        ? undefined
        : { amountUsd: amount, period: draft.budgetPeriod, mode: draft.budgetMode },
    version: saved?.version,
  };
}

/** The field has no seconds: untouched, the expiry stays as exact as it was. */
function expiryOf(draft: KeyDraft, saved: Key | undefined): string | undefined {
  if (draft.expiresAt === '') return undefined;
  if (saved?.expiresAt && draft.expiresAt === localOf(new Date(saved.expiresAt))) {
    return saved.expiresAt;
  }
  return new Date(draft.expiresAt).toISOString();
}

function limitsOf(draft: KeyDraft): KeyRequest['limits'] {
  const set = LIMITS.filter((limit) => draft.limits[limit] !== '');
  if (set.length === 0) return undefined;
  return Object.fromEntries(set.map((limit) => [limit, draft.limits[limit]]));
}

function localOf(moment: Date): string {
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
