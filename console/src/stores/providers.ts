import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import * as api from '@/api/providers';
import type { Provider, ProviderRequest, TestResult } from '@/api/schema';
import { useLoad } from '@/composables/useLoad';

/** All providers the person may see: pages need their names and models. */
export const useProvidersStore = defineStore('providers', () => {
  const { data, problem, loading, load } = useLoad(api.listProviders);
  /** The last test of each in this tab. */
  const tests = shallowRef<ReadonlyMap<string, TestResult | 'running'>>(new Map());

  const items = computed<Provider[]>(() => data.value ?? []);
  const nameOf = (id: string) => items.value.find((provider) => provider.id === id)?.name ?? id;
  const modelNames = computed(() =>
    [...new Set(items.value.flatMap((provider) => provider.models.map((m) => m.name)))].sort(),
  );

  function remember(id: string, result: TestResult | 'running' | undefined): void {
    const next = new Map(tests.value);
    if (result === undefined) next.delete(id);
    else next.set(id, result);
    tests.value = next;
  }

  async function save(id: string | undefined, body: ProviderRequest): Promise<Provider> {
    const saved = await (id === undefined
      ? api.createProvider(body)
      : api.changeProvider(id, body));
    remember(saved.id, undefined);
    await load();
    return saved;
  }

  async function remove(id: string): Promise<void> {
    await api.deleteProvider(id);
    await load();
  }

  async function test(id: string): Promise<void> {
    remember(id, 'running');
    try {
      remember(id, await api.testSaved(id));
    } catch (error) {
      remember(id, undefined);
      throw error;
    }
  }

  return { items, data, problem, loading, load, save, remove, test, tests, nameOf, modelNames };
});
