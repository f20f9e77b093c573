import { text } from '@/locales';
import { readEvents } from '@/logic/sse';
import { ApiProblem } from './problem';

/** The `/v1` door, with a virtual key in place of the session: what an application sees. */

export interface Message {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface ChatRequest {
  model: string;
  messages: Message[];
  stream: true;
  stream_options: { include_usage: true };
  max_tokens?: number;
  temperature?: number;
}

export interface Tokens {
  input: number;
  output: number;
}

export interface Listener {
  /** The answer has begun; its id is that of the ledger. */
  started(requestId: string | null): void;
  said(text: string): void;
  counted(tokens: Tokens): void;
}

interface Chunk {
  choices?: { delta?: { content?: string | null } }[];
  usage?: { prompt_tokens: number; completion_tokens: number } | null;
  error?: { message?: string };
}

const authorised = (secret: string) => ({ Authorization: `Bearer ${secret}` });

export async function listModels(secret: string): Promise<string[]> {
  const answer = await fetch('/v1/models', {
    headers: authorised(secret),
    credentials: 'omit',
  }).catch((error: unknown) => {
    throw ApiProblem.from(error);
  });
  if (!answer.ok) throw await refusal(answer);
  const list = (await answer.json()) as { data: { id: string }[] };
  return list.data.map((model) => model.id);
}

export async function chat(
  secret: string,
  request: ChatRequest,
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  const answer = await fetch('/v1/chat/completions', {
    method: 'POST',
    headers: { ...authorised(secret), 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
    credentials: 'omit',
    signal,
  });
  if (!answer.ok || answer.body === null) throw await refusal(answer);
  listener.started(answer.headers.get('x-request-id'));
  for await (const data of readEvents(answer.body)) {
    if (data === '[DONE]') return;
    hear(JSON.parse(data) as Chunk, listener);
  }
  throw new ApiProblem(0, text.problems.brokeOff, text.problems.brokeOffDetail);
}

function hear(chunk: Chunk, listener: Listener): void {
  if (chunk.error) throw new ApiProblem(0, text.problems.brokeOff, chunk.error.message ?? '');
  const said = chunk.choices?.[0]?.delta?.content;
  if (said) listener.said(said);
  if (chunk.usage) {
    listener.counted({ input: chunk.usage.prompt_tokens, output: chunk.usage.completion_tokens });
  }
}

/** `/v1` says its errors as OpenAI does. */
async function refusal(answer: Response): Promise<ApiProblem> {
  const body = (await answer.json().catch(() => ({}))) as Chunk;
  return new ApiProblem(
    answer.status,
    `HTTP ${answer.status}`,
    body.error?.message ?? answer.statusText,
  );
}
