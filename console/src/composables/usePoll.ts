import { onScopeDispose } from 'vue';

/** Does something again and again, while the page is looked at; the next time after the last ended. */
export function usePoll(action: () => Promise<unknown>, everyMs: number): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  async function turn(): Promise<void> {
    if (!document.hidden) await action().catch(() => undefined);
    if (!stopped) timer = setTimeout(turn, everyMs);
  }

  timer = setTimeout(turn, everyMs);
  onScopeDispose(() => {
    stopped = true;
    clearTimeout(timer);
  });
}
