/** Branding, and what else an installation may want to have its own way. */
export const appConfig = {
  name: 'Smooth LLM Proxy',
  shortName: 'Smooth',

  /** How often what is live on a page is asked for again. */
  liveEveryMs: 1_500,
  /** How often sums that grow are asked for again. */
  sumsEveryMs: 15_000,
  /** An access token is renewed this long before it expires. */
  renewAheadMs: 60_000,
  /** From this share of a budget on, the overview points at it. */
  budgetNearlySpent: 0.8,
  /** Items of a list that are shown at first, and added by *Show more*. */
  pageSize: 50,
} as const;
