import { computed, ref, shallowRef } from 'vue';
import { ApiProblem } from '@/api/problem';
import type { Page } from '@/api/schema';

/** A list that comes page by page. */
export function usePages<T, Q extends object>(
  fetchPage: (query: Q & { cursor?: string }) => Promise<Page<T>>,
) {
  const items = shallowRef<T[]>();
  const next = ref<string | null>(null);
  const problem = shallowRef<ApiProblem>();
  const loading = ref(false);
  let query: Q;
  let latest = 0;

  async function fetchInto(cursor: string | undefined): Promise<void> {
    const mine = ++latest;
    loading.value = true;
    try {
      const page = await fetchPage(cursor === undefined ? query : { ...query, cursor });
      if (mine !== latest) return;
      items.value = cursor === undefined ? page.items : [...(items.value ?? []), ...page.items];
      next.value = page.next;
      problem.value = undefined;
    } catch (error) {
      if (mine === latest) problem.value = ApiProblem.from(error);
    } finally {
      if (mine === latest) loading.value = false;
    }
  }

  return {
    items,
    problem,
    loading,
    hasMore: computed(() => next.value !== null),
    load: (wanted: Q) => {
      query = wanted;
      return fetchInto(undefined);
    },
    more: () => (next.value === null ? Promise.resolve() : fetchInto(next.value)),
  };
}
