import { expect, request, test as base, type APIRequestContext, type Page } from '@playwright/test';
import { address, admin } from './stack';

export interface Person {
  email: string;
  password: string;
}

/** Short, and no other test's. */
export const unique = (what: string) => `${what}-${Math.random().toString(36).slice(2, 8)}`;

/** As a person does it. */
export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('navigation')).toBeVisible();
}

/** The browser as it is when somebody has signed in before: it has the cookie. */
export async function signedIn(page: Page, who: Person): Promise<Page> {
  const data = { ...who, cookie: true };
  const answer = await page.context().request.post(`${address}/api/v1/auth/login`, { data });
  expect(answer.status()).toBe(200);
  return page;
}

/** The administration API, for what a journey presupposes. */
export class Api {
  private constructor(
    private readonly request: APIRequestContext,
    private readonly token: string,
  ) {}

  static async as(request: APIRequestContext, data: Person): Promise<Api> {
    const answer = await request.post(`${address}/api/v1/auth/login`, { data });
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

  async newUser(role: string): Promise<Person & { id: string }> {
    const who = { email: `${unique('person')}@example.com`, password: 'a-password-of-a-person' };
    const { id } = await this.send('POST', '/users', { ...who, role });
    return { id, ...who };
  }

  /** A route whose first provider breaks off every answer, so that its second one is asked. */
  async newRouteAround(failing: string, alias: string): Promise<void> {
    const { id: simulator, baseUrl } = await this.simulator();
    const model = `sim-fails-for-${failing}`;
    const script = await this.request.put(new URL(`/_simulator/scripts/${model}`, baseUrl).href, {
      data: { deed: { kind: 'cut', afterEvents: 0 } },
    });
    expect(script.status()).toBe(204);
    const { id } = await this.send('POST', '/providers', {
      name: failing,
      dialect: 'OPENAI',
      baseUrl,
      apiKey: 'sk-of-one-that-fails',
      models: [{ name: model, inputPrice: '0.25', outputPrice: '2' }],
    });
    await this.send('POST', '/routes', {
      alias,
      candidates: [
        { providerId: id, model, priority: 100, weight: 100 },
        { providerId: simulator, model: 'sim-large', priority: 200, weight: 100 },
      ],
    });
  }

  /** The provider that needs no account, in OpenAI's dialect. */
  async simulator(): Promise<{ id: string; baseUrl: string }> {
    const { items } = await this.send('GET', '/providers?q=simulator');
    return items.find((provider: { name: string }) => provider.name === 'simulator');
  }
}

/** One call through the proxy, as an application makes it, which knows key and model within 1 s. */
export async function callModel(
  request: APIRequestContext,
  secret: string,
  model: string,
  content = 'Hello!',
) {
  return request.post(`${address}/v1/chat/completions`, {
    headers: { Authorization: `Bearer ${secret}` },
    data: { model, messages: [{ role: 'user', content }] },
  });
}

interface Fixtures {
  /** What the browser may complain of in this journey, since the journey is about it. */
  tolerated: RegExp;
  misdeeds: void;
  asAdmin: Page;
}

export const test = base.extend<Fixtures, { api: Api }>({
  tolerated: [
    /^Failed to load resource: the server responded with a status of 4/,
    { option: true },
  ],

  // Whatever the journey: no script fails, nothing is asked of another host, no policy is broken.
  misdeeds: [
    async ({ context, tolerated }, use) => {
      const misdeeds: string[] = [];
      context.on('weberror', (error) => misdeeds.push(`failed: ${error.error()}`));
      context.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol !== 'blob:' && url.origin !== address) misdeeds.push(`asked ${url}`);
      });
      context.on('console', (message) => {
        const words = message.text();
        if (message.type() === 'error' && !tolerated.test(words)) misdeeds.push(`said ${words}`);
      });
      await use();
      expect(misdeeds).toEqual([]);
    },
    { auto: true },
  ],

  asAdmin: async ({ page }, use) => use(await signedIn(page, admin)),

  api: [
    async ({}, use) => {
      const context = await request.newContext();
      await use(await Api.as(context, admin));
      await context.dispose();
    },
    { scope: 'worker' },
  ],
});

export { expect };
