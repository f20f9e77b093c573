import { ask, providersApi } from './client';
import type { DefaultPrice, Dialect } from './schema';

/** Who would bill: whatever is known of the provider. */
export interface Biller {
  preset?: string | undefined;
  dialect?: Dialect | undefined;
  baseUrl?: string | undefined;
}

/** @returns undefined when the catalogue does not know the model there */
export async function readPrice(
  model: string,
  { preset, dialect, baseUrl }: Biller,
): Promise<DefaultPrice | undefined> {
  const query = {
    model,
    ...(preset ? { provider: preset } : {}),
    ...(dialect ? { dialect } : {}),
    ...(baseUrl ? { baseUrl } : {}),
  };
  return (await ask(providersApi.GET('/api/v1/prices', { params: { query } }))).items[0];
}
