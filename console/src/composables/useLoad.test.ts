import { describe, expect, it } from 'vitest';
import { ApiProblem } from '@/api/problem';
import { useAction } from './useAction';
import { useLoad } from './useLoad';
import { usePages } from './usePages';

describe('what is loaded', () => {
  it('is what was asked last, whichever answer comes last', async () => {
    const answers: ((value: string) => void)[] = [];
    const { data, load } = useLoad((_: string) => new Promise<string>((go) => answers.push(go)));
    const [first, second] = [load('first'), load('second')];
    answers[1]!('second');
    answers[0]!('first');
    await Promise.all([first, second]);
    expect(data.value).toBe('second');
  });

  it('stays on the page when loading it again fails', async () => {
    let fails = false;
    const { data, problem, load } = useLoad(() =>
      fails ? Promise.reject(new ApiProblem(503, 'Down.', '')) : Promise.resolve('here'),
    );
    await load();
    fails = true;
    await load();
    expect(data.value).toBe('here');
    expect(problem.value?.title).toBe('Down.');
  });
});

describe('a list of pages', () => {
  it('grows by what comes after, and begins anew with another question', async () => {
    const { items, hasMore, load, more } = usePages((query: { q: string; cursor?: string }) =>
      Promise.resolve({
        items: [`${query.q}${query.cursor ?? ''}`],
        next: query.cursor === undefined ? '2' : null,
      }),
    );
    await load({ q: 'a' });
    await more();
    expect(items.value).toEqual(['a', 'a2']);
    expect(hasMore.value).toBe(false);
    await load({ q: 'b' });
    expect(items.value).toEqual(['b']);
    expect(hasMore.value).toBe(true);
  });
});

describe('an action', () => {
  it('that fails says so at its field, and can be tried again', async () => {
    const { run, problem, errorOf } = useAction();
    const refusal = new ApiProblem(400, 'Not valid.', 'name is missing', [
      { field: 'name', message: 'is missing' },
    ]);
    expect(await run(() => Promise.reject(refusal))).toBe(false);
    expect(errorOf('name')).toBe('is missing');
    expect(await run(() => Promise.resolve())).toBe(true);
    expect(problem.value).toBeUndefined();
  });
});
