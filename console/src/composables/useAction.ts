import { ref, shallowRef } from 'vue';
import { ApiProblem } from '@/api/problem';

/** Something a person does that may fail: what became of it, in the API's words. */
export function useAction() {
  const problem = shallowRef<ApiProblem>();
  const running = ref(false);

  /** @returns whether it worked */
  async function run(action: () => Promise<unknown>): Promise<boolean> {
    if (running.value) return false;
    running.value = true;
    problem.value = undefined;
    try {
      await action();
      return true;
    } catch (error) {
      problem.value = ApiProblem.from(error);
      return false;
    } finally {
      running.value = false;
    }
  }

  /** What is wrong with a field; its path is as the API says it. */
  const errorOf = (field: string): string | undefined => problem.value?.fields.get(field);

  return { problem, running, run, errorOf };
}
