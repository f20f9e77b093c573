import { describe, expect, it } from 'vitest';
import type { Provider } from '@/api/schema';
import { draftOf, headersOf, modelDraft, pricesOf, requestOf, takeKnown } from './providerDraft';

const saved = {
  id: '1',
  name: 'mine',
  dialect: 'OPENAI',
  baseUrl: 'https://api.example.com/v1',
  preset: null,
  enabled: false,
  priority: 5,
  weight: 7,
  headers: { 'x-team': 'a: b' },
  timeouts: { connect: 'PT2S', firstByte: 'PT1M30S', idle: 'PT0.5S' },
  models: [
    {
      name: 'm',
      upstreamName: 'up',
      inputPrice: '0.150',
      requestPrice: '0.01',
      priceSource: 'OWN',
      contextWindow: 1000,
      maxOutputTokens: 9,
    },
    { name: 'd', upstreamName: 'd', inputPrice: '3', tiers: [{}], priceSource: 'DEFAULT' },
  ],
  compatibility: { responses: true },
  version: 3,
} as unknown as Provider;

describe('a provider that is opened and saved', () => {
  it('is what it was, and keeps its key', () => {
    expect(requestOf(draftOf(saved), saved)).toEqual({
      name: 'mine',
      dialect: 'OPENAI',
      baseUrl: 'https://api.example.com/v1',
      enabled: false,
      priority: 5,
      weight: 7,
      headers: { 'x-team': 'a: b' },
      timeouts: { connect: 'PT2S', firstByte: 'PT90S', idle: 'PT0.5S' },
      models: [
        {
          name: 'm',
          upstreamName: 'up',
          inputPrice: '0.150',
          requestPrice: '0.01',
          priceSource: 'OWN',
          contextWindow: 1000,
          maxOutputTokens: 9,
        },
        { name: 'd', upstreamName: 'd', priceSource: 'DEFAULT' },
      ],
      compatibility: { responses: true },
      version: 3,
    });
  });

  it('loses its key when that is asked for', () => {
    expect(requestOf({ ...draftOf(saved), removeKey: true }, saved).apiKey).toBe('');
  });
});

describe('a draft', () => {
  it('leaves out what is empty, so that the API decides', () => {
    const draft = { ...draftOf(undefined), name: ' new ', preset: 'openai' };
    draft.models.push(modelDraft({ name: 'gpt' }));
    const request = requestOf(draft, undefined);
    expect(request).toMatchObject({ name: 'new', preset: 'openai', models: [{ name: 'gpt' }] });
    expect(request.baseUrl).toBeUndefined();
    expect(request.models?.[0]?.inputPrice).toBeUndefined();
  });

  it('keeps the text of a price as it was typed', () => {
    const draft = draftOf(saved);
    draft.models[0]!.inputPrice = '0.10';
    expect(requestOf(draft, saved).models?.[0]?.inputPrice).toBe('0.10');
  });
});

describe('a model with prices of the catalogue', () => {
  it('has its own, and only those, once one is typed', () => {
    const draft = draftOf(saved);
    draft.models[1]!.inputPrice = '4';
    expect(requestOf(draft, saved).models?.[1]).toEqual({
      name: 'd',
      upstreamName: 'd',
      inputPrice: '4',
      priceSource: 'OWN',
    });
  });

  it('follows it again when its own are taken away', () => {
    const draft = draftOf(saved);
    draft.models[0]!.inputPrice = '';
    expect(requestOf(draft, saved).models?.[0]).toMatchObject({ priceSource: 'DEFAULT' });
  });
});

describe('an answer of the catalogue', () => {
  const known = pricesOf({ inputPrice: '3', outputPrice: '15' });

  it('fills in the prices, which the model then follows', () => {
    const model = modelDraft({ name: 'alias', upstreamName: 'up' });
    takeKnown(model, 'up', known);
    expect(model).toMatchObject({ known, ...known });
  });

  it('leaves a price alone that was typed while it was under way', () => {
    const model = modelDraft({ name: 'm' });
    model.inputPrice = '2.50';
    takeKnown(model, 'm', known);
    expect(model).toMatchObject({ known: null, inputPrice: '2.50', outputPrice: '' });
  });

  it('is not for a model that has another name by now', () => {
    const model = modelDraft({ name: 'm' });
    model.name = 'another';
    takeKnown(model, 'm', known);
    expect(model).toMatchObject({ known: null, inputPrice: '' });
  });
});

describe('headers', () => {
  it('may have colons in their values', () => {
    expect(headersOf('a: b:c\n\n d :e ')).toEqual({ a: 'b:c', d: 'e' });
  });
});
