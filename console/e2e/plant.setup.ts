import { callModel, expect, test as plant } from './journey';

/** Something to look at: people, keys, and calls of which not every one went well. */
plant('there is something to look at', async ({ api, request }) => {
  const person = { password: 'a-password-of-a-person', role: 'MEMBER' };
  const dana = await api.send('POST', '/users', {
    ...person,
    email: 'dana@example.com',
    name: 'Dana Reyes',
  });
  await api.send('POST', '/users', { ...person, email: 'lee@example.com', role: 'VIEWER' });
  await api.newRouteAround('backup', 'assistant');

  const support = await api.newKey('support-bot', {
    tags: ['prod', 'support'],
    budget: { amountUsd: '0.055', period: 'DAY', mode: 'SOFT' },
    limits: { requestsPerMinute: 600 },
  });
  const search = await api.newKey('search-index', {
    tags: ['prod'],
    budget: { amountUsd: '250', period: 'MONTH', mode: 'HARD' },
    limits: { tokensPerMinute: 2_000_000, maxParallelRequests: 16 },
    expiresAt: new Date(Date.now() + 90 * 24 * 3_600_000).toISOString(),
  });
  const agent = await api.newKey('coding-agent', { userId: dana.id, tags: ['dev'] });
  const old = await api.newKey('old-prototype');
  await api.send('POST', `/keys/${old.id}/revoke`);

  const letter = (words: number) => 'Where is my parcel, please? '.repeat(words / 5);
  const calls: [secret: string, model: string, words: number][] = [
    [support.secret, 'assistant', 9_000],
    [support.secret, 'sim-small', 40_000],
    [support.secret, 'sim-small', 30_000],
    [agent.secret, 'sim-claude', 8_000],
    [agent.secret, 'sim-claude-large', 4_000],
    [search.secret, 'sim-small-reasoning', 50_000],
    [search.secret, 'sim-large', 5_000],
    [search.secret, 'sim-small', 60_000],
  ];
  for (const [secret, model, words] of calls) {
    const answer = await callModel(request, secret, model, letter(words));
    expect(answer.status(), `${model}: ${await answer.text()}`).toBe(200);
  }
});
