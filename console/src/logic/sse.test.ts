import { describe, expect, it } from 'vitest';
import { readEvents } from './sse';

const encoder = new TextEncoder();

function streamOf(...chunks: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
      }
      controller.close();
    },
  });
}

async function all(...chunks: (string | Uint8Array)[]): Promise<string[]> {
  const events: string[] = [];
  for await (const event of readEvents(streamOf(...chunks))) events.push(event);
  return events;
}

describe('readEvents', () => {
  it('reads events that are cut anywhere', async () => {
    const whole =
      'data: {"a":1}\n\n: comment\n\nevent: x\ndata: two\ndata: lines\n\ndata:[DONE]\n\n';
    expect(await all(...whole.split(''))).toEqual(['{"a":1}', 'two\nlines', '[DONE]']);
  });

  it('knows all three ends of lines', async () => {
    expect(await all('data: a\r', '\n\r\n', 'data: b\r\rdata: c\n\n')).toEqual(['a', 'b', 'c']);
  });

  it('puts characters together that were cut in the middle', async () => {
    const bytes = encoder.encode('data: é\n\n');
    expect(await all(bytes.slice(0, 7), bytes.slice(7))).toEqual(['é']);
  });

  it('passes over an event that never ended', async () => {
    expect(await all('data: a\n\ndata: b')).toEqual(['a']);
  });
});
