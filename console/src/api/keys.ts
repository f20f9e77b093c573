import { ask, keysApi } from './client';
import type { Key, KeyRequest, KeyState, Page } from './schema';

export interface KeyQuery {
  q?: string;
  status?: KeyState;
  userId?: string;
  cursor?: string;
  limit?: number;
}

export const listKeys = (query: KeyQuery): Promise<Page<Key>> =>
  ask(keysApi.GET('/api/v1/keys', { params: { query } }));

export const readKey = (id: string): Promise<Key> =>
  ask(keysApi.GET('/api/v1/keys/{id}', { params: { path: { id } } }));

export const createKey = (body: KeyRequest): Promise<Key> =>
  ask(keysApi.POST('/api/v1/keys', { body }));

export const changeKey = (id: string, body: KeyRequest): Promise<Key> =>
  ask(keysApi.PUT('/api/v1/keys/{id}', { params: { path: { id } }, body }));

export const revokeKey = (id: string): Promise<Key> =>
  ask(keysApi.POST('/api/v1/keys/{id}/revoke', { params: { path: { id } } }));

/** @param gracePeriod how long the old secret still works, in ISO 8601: `PT24H` */
export const rotateKey = (id: string, gracePeriod: string): Promise<Key> =>
  ask(
    keysApi.POST('/api/v1/keys/{id}/rotate', { params: { path: { id } }, body: { gracePeriod } }),
  );

export const deleteKey = (id: string): Promise<unknown> =>
  ask(keysApi.DELETE('/api/v1/keys/{id}', { params: { path: { id } } }));
