import { computed, onMounted } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import { listKeys } from '@/api/keys';
import { readGroups, readIntegrity } from '@/api/usage';
import { appConfig } from '@/config/appConfig';
import { text } from '@/locales';
import { formatCount } from '@/logic/format';
import { formatUsd, share } from '@/logic/money';
import { useSessionStore } from '@/stores/session';
import { useBudgets } from './useBudgets';
import { useLoad } from './useLoad';
import { usePoll } from './usePoll';

export interface Matter {
  words: string;
  to: RouteLocationRaw;
  tone: 'warn' | 'bad';
}

const LATELY_MS = 15 * 60_000;
const MOST_KEYS = 500;

/** What an operator should look at: failing providers, budgets nearly spent, gaps in the ledger. */
export function useAttention() {
  const session = useSessionStore();
  const budgets = useBudgets();

  async function failingProviders(): Promise<Matter[]> {
    const from = new Date(Date.now() - LATELY_MS).toISOString();
    return (await readGroups({ from }, 'provider'))
      .filter((one) => one.errors > 0)
      .map((one) => ({
        words: text.overview.failing(
          one.name ?? '',
          formatCount(one.errors),
          formatCount(one.requests),
        ),
        to: {
          name: 'usage',
          query: { range: 'today', providerId: one.id, status: 'UPSTREAM_ERROR' },
        },
        tone: one.errors * 2 >= one.requests ? 'bad' : 'warn',
      }));
  }

  async function nearlySpent(): Promise<Matter[]> {
    const keys = (await listKeys({ status: 'ACTIVE', limit: MOST_KEYS })).items;
    await budgets.load(keys);
    return keys.flatMap((key): Matter[] => {
      if (!key.budget) return [];
      const spent = budgets.spentBy.value(key);
      const part = share(spent, key.budget.amountUsd);
      if (part < appConfig.budgetNearlySpent) return [];
      const { amountUsd, period } = key.budget;
      return [
        {
          words: text.overview.budget(
            key.name,
            formatUsd(spent),
            formatUsd(amountUsd),
            text.keys.per[period],
          ),
          to: { name: 'keys', query: { q: key.name } },
          tone: part >= 1 ? 'bad' : 'warn',
        },
      ];
    });
  }

  async function gaps(): Promise<Matter[]> {
    if (!session.isAdmin) return [];
    return (await readIntegrity())
      .filter((book) => book.gaps > 0)
      .map((book) => ({
        words: text.overview.gaps(formatCount(book.gaps), book.instance),
        to: { name: 'usage' },
        tone: 'bad',
      }));
  }

  const { data, problem, load } = useLoad(async () =>
    (await Promise.all([failingProviders(), nearlySpent(), gaps()])).flat(),
  );
  onMounted(load);
  usePoll(load, appConfig.sumsEveryMs);

  return { matters: computed(() => data.value), problem, load };
}
