import { vi } from 'vitest';

type Answer = { status: number; body?: unknown };
type Handler = (request: { token: string | null; body: unknown }) => Answer | Promise<Answer>;

/** Stands where the network is: answers `fetch` as a test says, and remembers what was asked. */
export class Gateway {
  readonly asked: string[] = [];
  private readonly handlers = new Map<string, Handler>();

  constructor() {
    vi.stubGlobal('fetch', (input: Request | string, init?: RequestInit) =>
      this.answer(
        new Request(
          new URL(input instanceof Request ? input.url : input, ORIGIN),
          init ?? (input as Request),
        ),
      ),
    );
  }

  /** @param call method and path */
  on(call: string, handler: Handler): this {
    this.handlers.set(call, handler);
    return this;
  }

  private async answer(request: Request): Promise<Response> {
    const call = `${request.method} ${new URL(request.url).pathname}`;
    this.asked.push(call);
    const text = await request.text();
    const { status, body } = await (this.handlers.get(call) ?? notFound)({
      token: request.headers.get('Authorization')?.replace('Bearer ', '') ?? null,
      body: text === '' ? null : JSON.parse(text),
    });
    return new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json' },
    });
  }
}

export const ORIGIN = 'http://gateway.test';

const notFound: Handler = () => ({ status: 404, body: { title: 'Not found.' } });
