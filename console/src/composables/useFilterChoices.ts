import { computed } from 'vue';
import { listKeys } from '@/api/keys';
import { listUsers } from '@/api/users';
import { text } from '@/locales';
import type { FilterName } from '@/logic/usageQuery';
import { useProvidersStore } from '@/stores/providers';
import { useRoutesStore } from '@/stores/routes';
import { useSessionStore } from '@/stores/session';
import { useLoad } from './useLoad';

interface Choice {
  name: Exclude<FilterName, 'tag'>;
  /** What people read, by what the API is asked. */
  options: ReadonlyMap<string, string>;
}

const MOST = 500;

/** What reports can be filtered by, as far as the person may see it. */
export function useFilterChoices() {
  const session = useSessionStore();
  const providers = useProvidersStore();
  const routes = useRoutesStore();
  const keys = useLoad(() => listKeys({ limit: MOST }));
  const users = useLoad(() => listUsers({ limit: MOST }));

  const choices = computed<Choice[]>(() => {
    const models = [...routes.items.map((route) => route.alias), ...providers.modelNames];
    const all: Choice[] = [
      { name: 'model', options: new Map(models.map((model) => [model, model])) },
      { name: 'providerId', options: new Map(providers.items.map((one) => [one.id, one.name])) },
      {
        name: 'keyId',
        options: new Map(keys.data.value?.items.map((key) => [key.id, key.name])),
      },
      {
        name: 'userId',
        options: new Map(users.data.value?.items.map((user) => [user.id, user.email])),
      },
      { name: 'status', options: new Map(Object.entries(text.usage.statuses)) },
    ];
    return session.isAdmin ? all : all.filter(({ name }) => name !== 'userId');
  });

  const load = () =>
    Promise.all([
      providers.load(),
      routes.load(),
      keys.load(),
      session.isAdmin ? users.load() : undefined,
    ]);

  return { choices, load };
}
