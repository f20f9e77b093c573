import { expect, test as base, type APIRequestContext, type Page } from '@playwright/test';
import { address, admin } from './stack';

/** Short, and no other test's. */
export const unique = (what: string) => `${what}-${Math.random().toString(36).slice(2, 8)}`;

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('navigation')).toBeVisible();
}

/** The administration API, for what a journey presupposes. */
export class Api {
  private constructor(
    private readonly request: APIRequestContext,
    private readonly token: string,
  ) {}

  static async as(request: APIRequestContext, who: { email: string; password: string }) {
    const answer = await request.post(`${address}/api/v1/auth/login`, { data: who });
    expect(answer.status()).toBe(200);
    return new Api(request, (await answer.json()).accessToken);
  }

  async send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, data?: object): Promise<any> {
    const answer = await this.request.fetch(`${address}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.token}` },
      ...(data === undefined ? {} : { data }),
    });
    expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
    return answer.status() === 204 ? null : answer.json();
  }

  async newKey(name: string, more: object = {}): Promise<{ id: string; secret: string }> {
    return this.send('POST', '/keys', { name, ...more });
  }

  async newUser(role: string): Promise<{ id: string; email: string; password: string }> {
    const who = { email: `${unique('person')}@example.com`, password: 'a-password-of-a-person' };
    const { id } = await this.send('POST', '/users', { ...who, role });
    return { id, ...who };
  }
}

/** One call through the proxy, as an application makes it. */
export async function callModel(request: APIRequestContext, secret: string, model: string) {
  return request.post(`${address}/v1/chat/completions`, {
    headers: { Authorization: `Bearer ${secret}` },
    data: { model, messages: [{ role: 'user', content: 'Hello!' }] },
  });
}

interface Fixtures {
  api: Api;
  /** What a journey may go through without anybody noticing but this test. */
  misdeeds: string[];
  asAdmin: Page;
}

export const test = base.extend<Fixtures>({
  api: async ({ request }, use) => use(await Api.as(request, admin)),

  // Whatever the journey: no script fails, nothing is asked of another host, no policy is broken.
  misdeeds: [
    async ({ page }, use) => {
      const misdeeds: string[] = [];
      page.on('pageerror', (error) => misdeeds.push(`failed: ${error}`));
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol !== 'blob:' && url.origin !== address) misdeeds.push(`asked ${url}`);
      });
      page.on('console', (message) => {
        const words = message.text();
        const isRefusal = /^Failed to load resource: the server responded with a status of 4/;
        if (message.type() === 'error' && !isRefusal.test(words)) misdeeds.push(`said ${words}`);
      });
      await use(misdeeds);
      expect(misdeeds).toEqual([]);
    },
    { auto: true },
  ],

  asAdmin: async ({ page }, use) => {
    await signIn(page, admin.email, admin.password);
    await use(page);
  },
});

export { expect };
