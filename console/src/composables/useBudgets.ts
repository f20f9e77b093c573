import { computed, shallowRef } from 'vue';
import type { Budget, Key } from '@/api/schema';
import { readGroups } from '@/api/usage';
import { startOfPeriod } from '@/logic/days';

/** What keys have spent in the present period of their budgets. */
export function useBudgets() {
  const byPeriod = shallowRef(new Map<Budget['period'], Map<string | null, string>>());

  /** One report for each kind of period that occurs. */
  async function load(keys: readonly Key[]): Promise<void> {
    const periods = new Set(keys.flatMap((key) => (key.budget ? [key.budget.period] : [])));
    const now = new Date();
    const reports = await Promise.all(
      [...periods].map(async (period) => {
        const groups = await readGroups({ from: startOfPeriod(period, now).toISOString() }, 'key');
        return [period, new Map(groups.map((key) => [key.id, key.costUsd]))] as const;
      }),
    );
    byPeriod.value = new Map(reports);
  }

  return {
    load,
    spentBy: computed(
      () => (key: Key) =>
        (key.budget ? byPeriod.value.get(key.budget.period)?.get(key.id) : '') ?? '0',
    ),
  };
}
