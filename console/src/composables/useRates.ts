import { computed, onMounted } from 'vue';
import { readRecent } from '@/api/usage';
import { appConfig } from '@/config/appConfig';
import { NO_RATE, ratesOf } from '@/logic/rates';
import { useLoad } from './useLoad';
import { usePoll } from './usePoll';

const MINUTE_MS = 60_000;
/** Whoever makes more calls in a minute sees them counted up to here. */
const MOST = 500;

/** How far keys have used up their limits in the last minute. */
export function useRates() {
  const { data, load } = useLoad(async () => {
    const from = new Date(Date.now() - MINUTE_MS).toISOString();
    return ratesOf((await readRecent({ from, limit: MOST })).items);
  });
  onMounted(load);
  usePoll(load, appConfig.sumsEveryMs);

  return computed(() => (keyId: string) => data.value?.get(keyId) ?? NO_RATE);
}
