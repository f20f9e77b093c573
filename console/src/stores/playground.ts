import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { chat, type ChatRequest, type Message, type Tokens } from '@/api/chat';
import { ApiProblem } from '@/api/problem';
import { readRecent } from '@/api/usage';

/** One thing that was said; what a model said has facts. */
export interface Turn {
  id: number;
  role: 'user' | 'assistant';
  content: string;
  firstTokenMs?: number;
  totalMs?: number;
  tokens?: Tokens;
  costUsd?: string;
  /** Its row of the ledger is still on its way. */
  costComing?: boolean;
  stopped?: boolean;
  problem?: ApiProblem;
}

const LEDGER_TRIES = 12;
const LEDGER_PAUSE_MS = 400;
const aDayAgo = () => new Date(Date.now() - 24 * 3_600_000).toISOString();

/** A conversation, in memory only: it outlives a look at another page, not a reload. */
export const usePlaygroundStore = defineStore('playground', () => {
  const secret = ref('');
  const model = ref('');
  const system = ref('');
  const maxTokens = ref<number | ''>('');
  const temperature = ref<number | ''>('');
  const turns = ref<Turn[]>([]);
  const aborting = ref<AbortController>();
  const isAnswering = computed(() => aborting.value !== undefined);
  let lastId = 0;

  function requestOf(upTo: Turn[]): ChatRequest {
    const messages: Message[] = upTo
      .filter((turn) => turn.content !== '')
      .map(({ role, content }) => ({ role, content }));
    if (system.value.trim() !== '') messages.unshift({ role: 'system', content: system.value });
    return {
      model: model.value,
      messages,
      stream: true,
      stream_options: { include_usage: true },
      ...(maxTokens.value === '' ? {} : { max_tokens: maxTokens.value }),
      ...(temperature.value === '' ? {} : { temperature: temperature.value }),
    };
  }

  function add(role: Turn['role'], content: string): Turn {
    turns.value.push({ id: ++lastId, role, content });
    return turns.value.at(-1)!;
  }

  async function say(words: string): Promise<void> {
    add('user', words);
    const request = requestOf(turns.value);
    const answer = add('assistant', '');
    const abort = (aborting.value = new AbortController());
    const start = performance.now();
    let requestId: string | null = null;
    const since = () => Math.round(performance.now() - start);
    try {
      await chat(
        secret.value,
        request,
        {
          started: (id) => (requestId = id),
          said: (piece) => {
            answer.firstTokenMs ??= since();
            answer.content += piece;
          },
          counted: (tokens) => (answer.tokens = tokens),
        },
        abort.signal,
      );
    } catch (error) {
      if (abort.signal.aborted) answer.stopped = true;
      else answer.problem = ApiProblem.from(error);
    } finally {
      answer.totalMs = since();
      aborting.value = undefined;
    }
    if (requestId !== null) await lookUpCost(answer, requestId);
  }

  /** The ledger hears of a call a moment after it has ended. */
  async function lookUpCost(answer: Turn, requestId: string): Promise<void> {
    answer.costComing = true;
    for (let tries = 0; tries < LEDGER_TRIES && answer.costUsd === undefined; tries++) {
      await new Promise((resolve) => setTimeout(resolve, LEDGER_PAUSE_MS));
      const row = await newestOf(requestId);
      if (row !== undefined) {
        answer.costUsd = row.costUsd;
        answer.tokens ??= { input: row.inputTokens, output: row.outputTokens };
      }
    }
    answer.costComing = false;
  }

  /** A person who may not see this key's usage is told no cost. */
  const newestOf = (requestId: string) =>
    readRecent({ from: aDayAgo(), requestId, limit: 1 }).then(
      (page) => page.items[0],
      () => undefined,
    );

  return {
    secret,
    model,
    system,
    maxTokens,
    temperature,
    turns,
    isAnswering,
    requestOf,
    say,
    stop: () => aborting.value?.abort(),
    clear: () => (turns.value = []),
  };
});
