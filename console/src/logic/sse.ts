/** Reads `text/event-stream`: the `data` of each event, as soon as the event is whole. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let pending = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      pending += decoder.decode(value, { stream: !done });
      // A CR at the end may be half of a CRLF.
      const complete = done ? pending.length : pending.length - (pending.endsWith('\r') ? 1 : 0);
      const usable = pending.slice(0, complete).replace(/\r\n?/g, '\n');
      const events = usable.split('\n\n');
      pending = (events.pop() ?? '') + pending.slice(complete);
      for (const event of events) {
        const data = dataOf(event);
        if (data !== null) yield data;
      }
      if (done) return;
    }
  } finally {
    // Whoever stops reading ends the call.
    await reader.cancel().catch(() => undefined);
  }
}

function dataOf(event: string): string | null {
  const lines = event
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(line.startsWith('data: ') ? 6 : 5));
  return lines.length === 0 ? null : lines.join('\n');
}
