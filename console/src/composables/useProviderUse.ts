import { computed, onMounted } from 'vue';
import { readGroups, type Group } from '@/api/usage';
import { useLoad } from './useLoad';
import { usePoll } from './usePoll';
import { appConfig } from '@/config/appConfig';

const LATELY_MS = 15 * 60_000;
const MONTH_MS = 30 * 24 * 3_600_000;

const since = (ms: number) => ({ from: new Date(Date.now() - ms).toISOString() });

/** What each provider cost in a month, and how it has done in the last quarter of an hour. */
export function useProviderUse() {
  const month = useLoad(() => readGroups(since(MONTH_MS), 'provider'));
  const recent = useLoad(() => readGroups(since(LATELY_MS), 'provider'));
  const load = () => Promise.all([month.load(), recent.load()]);

  onMounted(load);
  usePoll(load, appConfig.sumsEveryMs);

  const byId = (groups: Group[] | undefined) =>
    new Map((groups ?? []).map((group) => [group.id ?? '', group]));
  return {
    spend: computed(() => byId(month.data.value)),
    lately: computed(() => byId(recent.data.value)),
  };
}
