import { computed, ref, watch } from 'vue';
import { readDays, readTotals } from '@/api/usage';
import { dateIn, localZone, plusDays, startOfDay } from '@/logic/days';
import { readAddress, type UsageQuery } from '@/logic/usageQuery';
import { useLoad } from './useLoad';

const CHART_DAYS = 14;

/** Today against yesterday up to the same hour, and the days before them. */
export function useOverview() {
  const zone = localZone();
  const chart = ref<UsageQuery>(readAddress({}, zone, new Date()));

  const sums = useLoad(async () => {
    const now = new Date();
    const today = dateIn(zone, now);
    const [start, before] = [today, plusDays(today, -1)].map((date) => startOfDay(date, zone));
    const hour = new Date(before!.getTime() + now.getTime() - start!.getTime());
    const [present, yesterday, ever] = await Promise.all([
      readTotals({ from: start!.toISOString() }),
      readTotals({ from: before!.toISOString(), to: hour.toISOString() }),
      readTotals({ from: '2000-01-01T00:00:00Z' }),
    ]);
    return { today: present, yesterday, ever };
  });

  const days = useLoad(() => {
    const first = plusDays(dateIn(zone, new Date()), 1 - CHART_DAYS);
    return readDays({ from: startOfDay(first, zone).toISOString() }, zone, chart.value.by);
  });

  function change(part: Partial<UsageQuery>): void {
    chart.value = { ...chart.value, ...part };
  }
  watch(() => chart.value.by, days.load);

  return {
    sums,
    days,
    chart,
    change,
    load: () => Promise.all([sums.load(), days.load()]),
    /** Nobody has called a model yet. */
    isNew: computed(() => sums.data.value?.ever.requests === 0),
  };
}
