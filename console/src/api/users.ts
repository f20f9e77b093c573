import { ask, keysApi } from './client';
import type { ChangedUser, NewUser, Page, User } from './schema';

export async function listUsers(query: { q?: string; cursor?: string; limit?: number }) {
  const page = await ask(keysApi.GET('/api/v1/users', { params: { query } }));
  return page as Page<User>;
}

export const createUser = (body: NewUser): Promise<User> =>
  ask(keysApi.POST('/api/v1/users', { body }));

export const changeUser = (id: string, body: ChangedUser): Promise<User> =>
  ask(keysApi.PUT('/api/v1/users/{id}', { params: { path: { id } }, body }));

export const deleteUser = (id: string): Promise<unknown> =>
  ask(keysApi.DELETE('/api/v1/users/{id}', { params: { path: { id } } }));
