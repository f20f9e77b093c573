import { ask, keysApi } from './client';
import type { SignInSession } from './schema';

export const changePassword = (currentPassword: string, newPassword: string): Promise<unknown> =>
  ask(keysApi.POST('/api/v1/auth/password', { body: { currentPassword, newPassword } }));

export async function listSessions(): Promise<SignInSession[]> {
  return (await ask(keysApi.GET('/api/v1/auth/sessions'))).items;
}

export const endSession = (id: string): Promise<unknown> =>
  ask(keysApi.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } }));

export const endOtherSessions = (): Promise<unknown> =>
  ask(keysApi.DELETE('/api/v1/auth/sessions'));
