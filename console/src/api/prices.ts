import { authorisedFetch } from './client';
import { ApiProblem } from './problem';
import type { Dialect, Model, Page } from './schema';

/** What the catalogue knows a model to cost. */
export type DefaultPrice = Partial<
  Pick<Model, 'inputPrice' | 'outputPrice' | 'cacheReadPrice' | 'cacheWritePrice'>
>;

/** Who would bill: whatever is known of the provider. */
export interface Biller {
  preset?: string | undefined;
  dialect?: Dialect | undefined;
  baseUrl?: string | undefined;
}

/** @returns undefined when the catalogue does not know the model there */
export async function readPrice(model: string, biller: Biller): Promise<DefaultPrice | undefined> {
  const query = new URLSearchParams({ model });
  if (biller.preset) query.set('provider', biller.preset);
  if (biller.dialect) query.set('dialect', biller.dialect);
  if (biller.baseUrl) query.set('baseUrl', biller.baseUrl);
  const answer = await authorisedFetch(
    new Request(`${window.location.origin}/api/v1/prices?${query}`),
  );
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw ApiProblem.of(answer.status, body);
  return (body as Page<DefaultPrice>).items[0];
}
