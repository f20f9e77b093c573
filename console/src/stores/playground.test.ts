// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { usePlaygroundStore } from './playground';

const event = (data: object | string) =>
  `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
const piece = (content: string) => event({ choices: [{ delta: { content } }] });

/** Answers a chat with these bytes, and the ledger with one row. */
function stubAnswers(stream: string, status = 200): void {
  vi.stubGlobal('fetch', (input: Request | string) => {
    const url = input instanceof Request ? input.url : input;
    if (url.includes('/usage/recent')) {
      return Promise.resolve(
        Response.json({ items: [{ costUsd: '0.0042', inputTokens: 3, outputTokens: 4 }] }),
      );
    }
    return Promise.resolve(new Response(stream, { status, headers: { 'x-request-id': 'r1' } }));
  });
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  setActivePinia(createPinia());
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function say(words: string) {
  const playground = usePlaygroundStore();
  const said = playground.say(words);
  await vi.runAllTimersAsync();
  await said;
  return { playground, answer: playground.turns.at(-1)! };
}

describe('an answer', () => {
  it('comes piece by piece, with its tokens and its cost', async () => {
    const usage = { choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } };
    stubAnswers(piece('Hel') + piece('lo') + event(usage) + event('[DONE]'));
    const { answer } = await say('Hi');
    expect(answer).toMatchObject({
      content: 'Hello',
      tokens: { input: 3, output: 4 },
      costUsd: '0.0042',
    });
  });

  it('that breaks off is not taken for a whole one', async () => {
    stubAnswers(piece('Hel'));
    const { answer } = await say('Hi');
    expect(answer.content).toBe('Hel');
    expect(answer.problem?.title).toBe('The answer broke off.');
  });

  it('that is refused says why', async () => {
    stubAnswers(JSON.stringify({ error: { message: 'No such model.' } }), 404);
    const { answer } = await say('Hi');
    expect(answer.problem?.detail).toBe('No such model.');
  });
});

describe('a request', () => {
  it('holds what was said before, and no empty turn', async () => {
    stubAnswers(JSON.stringify({ error: { message: 'Busy.' } }), 429);
    const { playground } = await say('One');
    playground.system = 'Be brief.';
    expect(playground.requestOf(playground.turns).messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'One' },
    ]);
  });
});
