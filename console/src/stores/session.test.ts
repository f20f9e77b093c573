// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { authorisedFetch, useSession } from '@/api/client';
import { Gateway, ORIGIN } from '@/testing/gateway';
import { useSessionStore } from './session';

const user = { id: 'u1', email: 'ada@example.com', role: 'MEMBER' };
const signedIn = (accessToken: string, expiresIn = 600) => ({
  status: 200,
  body: { accessToken, expiresIn, user },
});
const over = { status: 401, body: { title: 'The session is over.', detail: 'Sign in again.' } };

let gateway: Gateway;
let session: ReturnType<typeof useSessionStore>;
/** The access token that the API takes. */
let valid: string;

const call = () => authorisedFetch(new Request(`${ORIGIN}/api/v1/keys`, { method: 'GET' }));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  setActivePinia(createPinia());
  valid = 'first';
  gateway = new Gateway()
    .on('POST /api/v1/auth/login', () => signedIn((valid = 'after-login')))
    .on('POST /api/v1/auth/refresh', () => signedIn((valid = 'refreshed')))
    .on('GET /api/v1/keys', ({ token }) =>
      token === valid ? { status: 200, body: { token } } : over,
    );
  session = useSessionStore();
  useSession(session.calls);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('at the start', () => {
  it('the cookie of an earlier visit is enough', async () => {
    await session.start();
    expect(session.user?.email).toBe('ada@example.com');
  });

  it('nobody is signed in without one', async () => {
    gateway.on('POST /api/v1/auth/refresh', () => over);
    await session.start();
    expect(session.state).toBe('signedOut');
  });
});

describe('an access token', () => {
  it('is renewed before it expires', async () => {
    await session.start();
    gateway.asked.length = 0;
    await vi.advanceTimersByTimeAsync(550_000);
    expect(gateway.asked).toEqual(['POST /api/v1/auth/refresh']);
  });

  it('that is refused is renewed once for all calls, which are repeated', async () => {
    await session.start();
    valid = 'another';
    gateway.asked.length = 0;
    const answers = await Promise.all([call(), call(), call()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(gateway.asked.filter((asked) => asked.endsWith('refresh'))).toHaveLength(1);
  });
});

describe('a session that is over', () => {
  beforeEach(async () => {
    await session.start();
    valid = 'nobody has it';
    gateway.on('POST /api/v1/auth/refresh', () => over);
  });

  it('lets calls wait until the person has signed in again', async () => {
    const waiting = call();
    await vi.waitUntil(() => session.state === 'over');
    await session.signIn('ada@example.com', 'password');
    expect((await waiting).status).toBe(200);
    expect(session.state).toBe('signedIn');
  });

  it('stays over after a wrong password', async () => {
    gateway.on('POST /api/v1/auth/login', () => ({
      status: 401,
      body: { title: 'Sign-in failed.', detail: 'E-mail or password is wrong.' },
    }));
    void call();
    await vi.waitUntil(() => session.state === 'over');
    await expect(session.signIn('ada@example.com', 'wrong')).rejects.toThrow(
      'E-mail or password is wrong.',
    );
    expect(session.state).toBe('over');
  });
});

describe('a network that is down', () => {
  it('does not end the session', async () => {
    await session.start();
    valid = 'another';
    gateway.on('POST /api/v1/auth/refresh', () => ({ status: 503, body: { title: 'Down.' } }));
    await expect(call()).rejects.toThrow('Down.');
    expect(session.state).toBe('signedIn');
  });
});
