import { defineStore } from 'pinia';
import { ref } from 'vue';
import { readDays, readGroups, readTotals, type Dimension } from '@/api/usage';
import { useLoad } from '@/composables/useLoad';
import { filterOf, type UsageQuery } from '@/logic/usageQuery';

/** The sums of the usage page. */
export const useUsageStore = defineStore('usage', () => {
  const totals = useLoad((query: UsageQuery) => readTotals(filterOf(query, new Date())));
  const days = useLoad((query: UsageQuery) =>
    readDays(filterOf(query, new Date()), query.zone, query.by),
  );
  const groups = useLoad(async (query: UsageQuery, by: Dimension) => ({
    by,
    items: await readGroups(filterOf(query, new Date()), by),
  }));
  /** What the table splits by, which need not be what the chart does. */
  const table = ref<Dimension>('model');

  const load = (query: UsageQuery) =>
    Promise.all([totals.load(query), days.load(query), groups.load(query, table.value)]);

  return { totals, days, groups, table, load };
});
