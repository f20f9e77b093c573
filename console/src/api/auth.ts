import { ApiProblem } from './problem';
import type { SignedIn, SignInMethods } from './schema';

/** These calls need no access token, so they go past the client that adds one. */
async function call<T>(path: string, body?: object): Promise<T> {
  const answer = await fetch(`/api/v1/auth/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
    credentials: 'same-origin',
  });
  const text = await answer.text();
  const said: unknown = text === '' ? null : parse(text);
  if (!answer.ok) throw ApiProblem.of(answer.status, said);
  return said as T;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const login = (email: string, password: string) =>
  call<SignedIn>('login', { email, password, cookie: true });

export const refresh = () => call<SignedIn>('refresh', {});

export const logout = () => call<null>('logout', {});

/** Where a browser goes to sign in by the identity provider, and afterwards to that page of ours. */
export const singleSignOn = (next: string) =>
  `/api/v1/auth/oidc/start?next=${encodeURIComponent(next)}`;

export const methods = () => call<SignInMethods>('methods');
