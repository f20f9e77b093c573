import { defineStore } from 'pinia';
import { ref } from 'vue';
import { ApiProblem } from '@/api/problem';

export interface Toast {
  id: number;
  kind: 'done' | 'problem';
  title: string;
  detail: string;
}

const DONE_MS = 4_000;

/** What just happened, said in a corner. Good news goes by itself, bad news when it was read. */
export const useToastsStore = defineStore('toasts', () => {
  const toasts = ref<Toast[]>([]);
  let last = 0;

  function say(kind: Toast['kind'], title: string, detail = ''): void {
    const id = ++last;
    toasts.value.push({ id, kind, title, detail });
    if (kind === 'done') setTimeout(() => close(id), DONE_MS);
  }

  function close(id: number): void {
    toasts.value = toasts.value.filter((toast) => toast.id !== id);
  }

  return {
    toasts,
    close,
    done: (title: string) => say('done', title),
    failed: (error: unknown) => {
      const problem = ApiProblem.from(error);
      say('problem', problem.title, problem.detail);
    },
  };
});
