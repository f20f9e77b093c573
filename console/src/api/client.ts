import createClient from 'openapi-fetch';
import { ApiProblem } from './problem';
import type { paths as KeysPaths } from './schema/keys';
import type { paths as ProviderPaths } from './schema/provider';
import type { paths as UsagePaths } from './schema/usage';

/** Who is signed in, as far as calls need to know. */
export interface Session {
  /** The access token, renewed if it is about to expire; null = nobody is signed in. */
  token(): Promise<string | null>;
  /** A token in place of `refused`, if need be from a person who signs in again; null = gave up. */
  renewed(refused: string): Promise<string | null>;
}

let session: Session = {
  token: () => Promise.resolve(null),
  renewed: () => Promise.resolve(null),
};

export function useSession(other: Session): void {
  session = other;
}

/**
 * Like `fetch`, as the person who is signed in. A call that meets a session that is over waits until
 * the person has signed in again, and is then repeated: whoever made it does not notice.
 */
export async function authorisedFetch(request: Request): Promise<Response> {
  const again = request.clone();
  const token = await session.token();
  const answer = await fetch(withToken(request, token));
  if (answer.status !== 401 || token === null) return answer;
  const renewed = await session.renewed(token);
  return renewed === null ? answer : fetch(withToken(again, renewed));
}

function withToken(request: Request, token: string | null): Request {
  if (token !== null) request.headers.set('Authorization', `Bearer ${token}`);
  return request;
}

const options = { baseUrl: window.location.origin, fetch: authorisedFetch };

export const keysApi = createClient<KeysPaths>(options);
export const providersApi = createClient<ProviderPaths>(options);
export const usageApi = createClient<UsagePaths>(options);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What was asked for, or an {@link ApiProblem} in the words of the API. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (error) {
    throw ApiProblem.from(error);
  }
  if (!answer.response.ok) throw ApiProblem.of(answer.response.status, answer.error);
  return answer.data as T;
}
