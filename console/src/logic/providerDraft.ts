import type { ModelRequest, Provider, ProviderRequest, UnsavedProvider } from '@/api/schema';
import { isoOf, secondsOf } from './duration';

export const PRICES = ['inputPrice', 'outputPrice', 'cacheReadPrice', 'cacheWritePrice'] as const;
export type Prices = Record<(typeof PRICES)[number], string>;

/** A model as it is typed: no price is an empty text. What the form does not show is kept. */
export interface ModelDraft extends Prices {
  /** For the page only, since names change while they are typed. */
  key: number;
  name: string;
  upstreamName: string;
  /** The catalogue's prices, as far as they are known; a model that has them follows the catalogue. */
  known: Prices | null;
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
  const prices = pricesOf({ inputPrice, outputPrice, cacheReadPrice, cacheWritePrice });
  return {
    key: ++lastKey,
    name: name ?? '',
    upstreamName: upstreamName ?? '',
    ...prices,
    known: model.priceSource === 'DEFAULT' ? prices : null,
    rest,
  };
}

/** As the form has them. */
export function pricesOf(known: { [P in keyof Prices]?: string | null | undefined }): Prices {
  return {
    inputPrice: known.inputPrice ?? '',
    outputPrice: known.outputPrice ?? '',
    cacheReadPrice: known.cacheReadPrice ?? '',
    cacheWritePrice: known.cacheWritePrice ?? '',
  };
}

/** Whether nobody typed a price of their own. */
export const followsCatalogue = (model: ModelDraft): boolean =>
  PRICES.every((price) => model[price].trim() === '') ||
  (model.known !== null && PRICES.every((price) => model[price] === model.known?.[price]));

/** What the provider calls it. */
export const upstreamNameOf = (model: ModelDraft): string =>
  model.upstreamName.trim() || model.name.trim();

/**
 * Takes over what the catalogue answered, unless a price or another name was typed in the meantime.
 *
 * @param asked the name that the answer is for
 */
export function takeKnown(model: ModelDraft, asked: string, known: Prices): void {
  if (upstreamNameOf(model) !== asked || !followsCatalogue(model)) return;
  Object.assign(model, { known }, known);
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
  const { contextWindow, maxOutputTokens } = draft.rest;
  const model = {
    name: draft.name.trim(),
    upstreamName: textOf(draft.upstreamName),
    contextWindow,
    maxOutputTokens,
  };
  if (followsCatalogue(draft)) return { ...model, priceSource: 'DEFAULT' };
  // The catalogue's prices of long contexts and the like are no part of somebody's own.
  const kept = draft.rest.priceSource === 'OWN' ? draft.rest : {};
  return {
    ...kept,
    ...model,
    priceSource: 'OWN',
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
