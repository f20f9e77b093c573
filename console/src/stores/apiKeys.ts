import { defineStore } from 'pinia';
import { ref } from 'vue';
import * as api from '@/api/keys';
import type { Key, KeyRequest } from '@/api/schema';
import { usePages } from '@/composables/usePages';

/** A key whose secret is known to this tab, since it was made or rotated here. */
export interface OpenKey {
  id: string;
  name: string;
  secret: string;
}

export const useApiKeysStore = defineStore('apiKeys', () => {
  const pages = usePages(api.listKeys);
  /** In memory only: a reload forgets them. The playground offers them. */
  const open = ref<OpenKey[]>([]);
  let query: api.KeyQuery = {};

  async function load(wanted: api.KeyQuery = query): Promise<void> {
    query = wanted;
    await pages.load(query);
  }

  async function save(id: string | undefined, body: KeyRequest): Promise<Key> {
    const saved = await (id === undefined ? api.createKey(body) : api.changeKey(id, body));
    remember(saved);
    await load();
    return saved;
  }

  async function rotate(id: string, gracePeriod: string): Promise<Key> {
    const rotated = await api.rotateKey(id, gracePeriod);
    remember(rotated);
    await load();
    return rotated;
  }

  async function revoke(id: string): Promise<void> {
    await api.revokeKey(id);
    forget(id);
    await load();
  }

  async function remove(id: string): Promise<void> {
    await api.deleteKey(id);
    forget(id);
    await load();
  }

  function remember(key: Key): void {
    if (!key.secret) return;
    forget(key.id);
    open.value.unshift({ id: key.id, name: key.name, secret: key.secret });
  }

  function forget(id: string): void {
    open.value = open.value.filter((key) => key.id !== id);
  }

  return { ...pages, load, save, rotate, revoke, remove, open };
});
