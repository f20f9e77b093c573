import { ask, providersApi } from './client';
import { ApiProblem } from './problem';
import type { ModelRequest } from './schema';

export type Prices = Pick<
  ModelRequest,
  'inputPrice' | 'outputPrice' | 'cacheReadPrice' | 'cacheWritePrice'
>;

const NOT_FOUND = 404;

/** What the catalogue knows a model to cost; null = it does not know the model. */
export async function readPrices(
  model: string,
  provider: string | undefined,
  dialect: string | undefined,
): Promise<Prices | null> {
  try {
    return (await ask(
      providersApi.GET('/api/v1/prices', { params: { query: { model, provider, dialect } } }),
    )) as Prices;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === NOT_FOUND) return null;
    throw error;
  }
}
