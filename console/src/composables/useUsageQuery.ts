import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { localZone } from '@/logic/days';
import { readAddress, writeAddress, type UsageQuery } from '@/logic/usageQuery';

/** What a usage page shows is what its address says; a change is a new address. */
export function useUsageQuery() {
  const route = useRoute();
  const router = useRouter();
  const zone = localZone();
  const query = computed(() => readAddress(route.query, zone, new Date()));

  const change = (part: Partial<UsageQuery>) =>
    router.push({ query: writeAddress({ ...query.value, ...part }, zone) });

  return { query, change };
}
