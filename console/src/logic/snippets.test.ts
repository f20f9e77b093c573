import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { asCurl, snippet, snippetNames } from './snippets';

const call = { origin: 'http://localhost:8080', secret: 'sk-smooth-abc', model: 'sim-small' };

describe('snippets', () => {
  it.each(snippetNames)('of %s name the gateway, the key and the model', (name) => {
    const lines = snippet(name, call);
    expect(lines).toContain(call.origin);
    expect(lines).toContain(call.secret);
    expect(lines).toContain(call.model);
  });

  it('hold valid JSON in the curl line', () => {
    const body = /-d '(.*)'$/s.exec(snippet('curl', call))?.[1] ?? '';
    expect(JSON.parse(body)).toMatchObject({ model: 'sim-small' });
  });
});

describe('asCurl', () => {
  it('survives quotes of any kind in a shell', () => {
    const body = { model: 'm', messages: [{ role: 'user', content: `it's "quoted" $HOME \`x\`` }] };
    const script = `curl() { while [ "$1" != -d ]; do shift; done; printf %s "$2"; }\n`;
    const sent = execFileSync('sh', ['-c', script + asCurl(call.origin, body)], {
      encoding: 'utf8',
    });
    expect(JSON.parse(sent)).toEqual(body);
  });

  it('does not hold the key', () => {
    expect(asCurl(call.origin, {})).not.toContain('sk-smooth');
  });
});
