export const overview = {
  lead: 'Today against yesterday at this hour.',
  against: (change: string) => `${change} against yesterday`,
  same: 'as yesterday',
  noneBefore: 'nothing yesterday',
  chart: 'Spend in 14 days, by model',
  attention: 'Needs attention',
  allWell: 'Nothing needs attention.',
  failing: (provider: string, errors: string, requests: string) =>
    `${provider}: ${errors} of ${requests} calls failed in the last 15 minutes.`,
  budget: (key: string, spent: string, budget: string, per: string) =>
    `${key} has spent ${spent} of its ${budget} ${per}.`,
  gaps: (count: string, instance: string) =>
    `${count} calls of proxy ${instance} are missing from the ledger.`,
  unpriced: (model: string) => `${model} has no price, so its calls count as free.`,
  recent: 'Latest requests',
  allRequests: 'All requests',
  start: {
    title: 'Get started',
    lead: 'Four steps to the first answer through this gateway.',
    provider: 'Connect a provider',
    providerLead: 'Its address and credential; a test says whether it works.',
    key: 'Make a key',
    keyLead: 'What your application shows instead of the provider’s key.',
    snippet: 'Copy a working snippet',
    snippetLead: 'Shown with the key, for curl, SDKs and coding agents.',
    watch: 'Watch the first request arrive',
    watchLead: 'It appears here by itself, a moment after it was made.',
    done: 'done',
    go: { provider: 'Connect', key: 'Create a key', snippet: 'Create and copy' },
    playground: 'or try the playground',
  },
};
