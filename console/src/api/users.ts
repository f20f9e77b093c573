import { ask, keysApi } from './client';
import type { ChangedUser, NewUser, Page, User } from './schema';

export interface UserQuery {
  q?: string;
  cursor?: string;
  limit?: number;
}

export const listUsers = (query: UserQuery): Promise<Page<User>> =>
  ask(keysApi.GET('/api/v1/users', { params: { query } }));

export const createUser = (body: NewUser): Promise<User> =>
  ask(keysApi.POST('/api/v1/users', { body }));

export const changeUser = (id: string, body: ChangedUser): Promise<User> =>
  ask(keysApi.PUT('/api/v1/users/{id}', { params: { path: { id } }, body }));

/** Signs a person out everywhere. */
export const endSessionsOf = (id: string): Promise<unknown> =>
  ask(keysApi.DELETE('/api/v1/users/{id}/sessions', { params: { path: { id } } }));

export const deleteUser = (id: string): Promise<unknown> =>
  ask(keysApi.DELETE('/api/v1/users/{id}', { params: { path: { id } } }));
