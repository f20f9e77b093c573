import { defineStore } from 'pinia';
import { computed } from 'vue';
import * as api from '@/api/routes';
import type { Route, RouteRequest } from '@/api/schema';
import { useLoad } from '@/composables/useLoad';

export const useRoutesStore = defineStore('routes', () => {
  const { data, problem, loading, load } = useLoad(api.listRoutes);
  const items = computed<Route[]>(() => data.value ?? []);

  async function save(id: string | undefined, body: RouteRequest): Promise<void> {
    await (id === undefined ? api.createRoute(body) : api.changeRoute(id, body));
    await load();
  }

  async function remove(id: string): Promise<void> {
    await api.deleteRoute(id);
    await load();
  }

  return { items, data, problem, loading, load, save, remove };
});
