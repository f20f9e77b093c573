import type { ModelRequest, Provider, ProviderRequest, UnsavedProvider } from '@/api/schema';
import { isoOf, secondsOf } from './duration';

export const PRICES = ['inputPrice', 'outputPrice', 'cacheReadPrice', 'cacheWritePrice'] as const;

/** A model as it is typed: no price is an empty text. What the form does not show is kept. */
export interface ModelDraft extends Record<(typeof PRICES)[number], string> {
  /** For the page only, since names change while they are typed. */
  key: number;
  name: string;
  upstreamName: string;
  rest: Partial<ModelRequest>;
}

/** A provider as it is typed. */
export interface ProviderDraft {
  preset: string;
  name: string;
  dialect: string;
  baseUrl: string;
  apiKey: string;
  removeKey: boolean;
  enabled: boolean;
  priority: number | '';
  weight: number | '';
  timeouts: Record<'connect' | 'firstByte' | 'idle', number | ''>;
  /** `Name: value`, one a line. */
  headers: string;
  models: ModelDraft[];
}

let lastKey = 0;

export function modelDraft(model: Partial<ModelRequest>): ModelDraft {
  const { name, upstreamName, inputPrice, outputPrice, cacheReadPrice, cacheWritePrice, ...rest } =
    model;
  return {
    key: ++lastKey,
    name: name ?? '',
    upstreamName: upstreamName ?? '',
    inputPrice: inputPrice ?? '',
    outputPrice: outputPrice ?? '',
    cacheReadPrice: cacheReadPrice ?? '',
    cacheWritePrice: cacheWritePrice ?? '',
    rest,
  };
}

export function draftOf(provider: Provider | undefined): ProviderDraft {
  return {
    preset: provider?.preset ?? '',
    name: provider?.name ?? '',
    dialect: provider?.dialect ?? '',
    baseUrl: provider?.baseUrl ?? '',
    apiKey: '',
    removeKey: false,
    enabled: provider?.enabled ?? true,
    priority: provider?.priority ?? 100,
    weight: provider?.weight ?? 100,
    timeouts: {
      connect: secondsOf(provider?.timeouts?.connect) ?? '',
      firstByte: secondsOf(provider?.timeouts?.firstByte) ?? '',
      idle: secondsOf(provider?.timeouts?.idle) ?? '',
    },
    headers: Object.entries(provider?.headers ?? {})
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
    models: (provider?.models ?? []).map(modelDraft),
  };
}

/** @param saved what it is an edit of: its version, and what the form does not show */
export function requestOf(draft: ProviderDraft, saved: Provider | undefined): ProviderRequest {
  return {
    ...destinationOf(draft),
    name: draft.name.trim(),
    enabled: draft.enabled,
    priority: numberOf(draft.priority),
    weight: numberOf(draft.weight),
    timeouts: {
      connect: durationOf(draft.timeouts.connect),
      firstByte: durationOf(draft.timeouts.firstByte),
      idle: durationOf(draft.timeouts.idle),
    },
    compatibility: saved?.compatibility,
    version: saved?.version,
  };
}

/** What a test of the connection needs. */
export function unsavedOf(draft: ProviderDraft, saved: Provider | undefined): UnsavedProvider {
  return { ...destinationOf(draft), id: saved?.id };
}

function destinationOf(draft: ProviderDraft) {
  return {
    preset: textOf(draft.preset),
    dialect: textOf(draft.dialect) as ProviderRequest['dialect'],
    baseUrl: textOf(draft.baseUrl),
    // Absent keeps what is stored, empty removes it.
    apiKey: draft.removeKey ? '' : textOf(draft.apiKey),
    headers: headersOf(draft.headers),
    models: draft.models.map(modelOf),
  };
}

function modelOf(draft: ModelDraft): ModelRequest {
  return {
    ...draft.rest,
    name: draft.name.trim(),
    upstreamName: textOf(draft.upstreamName),
    inputPrice: textOf(draft.inputPrice),
    outputPrice: textOf(draft.outputPrice),
    cacheReadPrice: textOf(draft.cacheReadPrice),
    cacheWritePrice: textOf(draft.cacheWritePrice),
  };
}

export function headersOf(lines: string): Record<string, string> {
  return Object.fromEntries(
    lines
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [name = '', ...value] = line.split(':');
        return [name.trim(), value.join(':').trim()];
      }),
  );
}

const textOf = (typed: string): string | undefined => typed.trim() || undefined;
const numberOf = (typed: number | ''): number | undefined => (typed === '' ? undefined : typed);
const durationOf = (seconds: number | ''): string | undefined =>
  seconds === '' ? undefined : isoOf(seconds);
