import { ask, providersApi } from './client';
import type { Preset, Provider, ProviderRequest, TestResult, UnsavedProvider } from './schema';

const ALL = 500;

export async function listProviders(): Promise<Provider[]> {
  const page = await ask(
    providersApi.GET('/api/v1/providers', { params: { query: { limit: ALL } } }),
  );
  return page.items;
}

export async function listPresets(): Promise<Preset[]> {
  return (await ask(providersApi.GET('/api/v1/providers/presets'))).items;
}

export const createProvider = (body: ProviderRequest): Promise<Provider> =>
  ask(providersApi.POST('/api/v1/providers', { body }));

export const changeProvider = (id: string, body: ProviderRequest): Promise<Provider> =>
  ask(providersApi.PUT('/api/v1/providers/{id}', { params: { path: { id } }, body }));

export const deleteProvider = (id: string): Promise<unknown> =>
  ask(providersApi.DELETE('/api/v1/providers/{id}', { params: { path: { id } } }));

export const testSaved = (id: string): Promise<TestResult> =>
  ask(providersApi.POST('/api/v1/providers/{id}/test', { params: { path: { id } } }));

export const testUnsaved = (body: UnsavedProvider): Promise<TestResult> =>
  ask(providersApi.POST('/api/v1/providers/test', { body }));
