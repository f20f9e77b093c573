import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import * as auth from '@/api/auth';
import { ApiProblem } from '@/api/problem';
import type { SignedIn, User } from '@/api/schema';
import { appConfig } from '@/config/appConfig';

/**
 * `over`: the person is still on the page, but has to show the password again before calls go on.
 */
type State = 'starting' | 'signedOut' | 'signedIn' | 'over';

const UNAUTHENTICATED = 401;

/**
 * Who is signed in. The access token lives in this closure only: a reload asks for a new one with
 * the cookie that scripts cannot read.
 */
export const useSessionStore = defineStore('session', () => {
  const user = ref<User | null>(null);
  const state = ref<State>('starting');
  const isAdmin = computed(() => user.value?.role === 'ADMIN');
  const canWrite = computed(() => user.value !== null && user.value.role !== 'VIEWER');

  let token: string | null = null;
  let expiresAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let renewal: Promise<string | null> | null = null;
  let waiting: ((token: string | null) => void)[] = [];

  const otherTabs = new BroadcastChannel('smoothllm.session');
  otherTabs.onmessage = (message) => {
    if (message.data === 'signedOut' && user.value !== null) forget();
  };

  function take(answer: SignedIn): string {
    token = answer.accessToken;
    expiresAt = Date.now() + answer.expiresIn * 1_000;
    user.value = answer.user;
    state.value = 'signedIn';
    clearTimeout(timer);
    const ahead = Math.min(appConfig.renewAheadMs, answer.expiresIn * 500);
    timer = setTimeout(() => void renew().catch(() => null), expiresAt - Date.now() - ahead);
    release(token);
    return token;
  }

  function release(released: string | null): void {
    const those = waiting;
    waiting = [];
    for (const go of those) go(released);
  }

  /** At the start: whether the browser still holds a session's cookie. */
  async function start(): Promise<void> {
    try {
      take(await auth.refresh());
    } catch (error) {
      state.value = 'signedOut';
      if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
    }
  }

  /** One renewal at a time; whoever needs a token meanwhile waits for that one. */
  function renew(): Promise<string | null> {
    renewal ??= refreshOrAsk().finally(() => (renewal = null));
    return renewal;
  }

  async function refreshOrAsk(): Promise<string | null> {
    try {
      return take(await auth.refresh());
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== UNAUTHENTICATED) throw error;
    }
    token = null;
    state.value = 'over';
    return new Promise((resolve) => waiting.push(resolve));
  }

  async function signIn(email: string, password: string): Promise<void> {
    const before = user.value;
    const answer = await auth.login(email, password);
    take(answer);
    // What is on the page belongs to somebody else.
    if (before !== null && before.id !== answer.user.id) window.location.assign('/');
  }

  async function signOut(): Promise<void> {
    await auth.logout();
    otherTabs.postMessage('signedOut');
    forget();
  }

  /** A fresh page holds nothing of the person who left. */
  function forget(): void {
    token = null;
    clearTimeout(timer);
    release(null);
    window.location.assign('/sign-in');
  }

  return {
    user,
    state,
    isAdmin,
    canWrite,
    start,
    signIn,
    signOut,
    forget,
    /** For the API client. */
    calls: {
      token: async () =>
        state.value === 'over' || (token !== null && Date.now() >= expiresAt) ? renew() : token,
      renewed: async (refused: string) => (token !== null && token !== refused ? token : renew()),
    },
  };
});
