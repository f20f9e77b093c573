import { ref, shallowRef } from 'vue';
import { ApiProblem } from '@/api/problem';

/** What a page asks for, and how far that is. A later call wins over an earlier one. */
export function useLoad<T, A extends unknown[]>(call: (...parameters: A) => Promise<T>) {
  const data = shallowRef<T>();
  const problem = shallowRef<ApiProblem>();
  const loading = ref(false);
  let latest = 0;

  async function load(...parameters: A): Promise<void> {
    const mine = ++latest;
    loading.value = true;
    try {
      const answer = await call(...parameters);
      if (mine === latest) {
        data.value = answer;
        problem.value = undefined;
      }
    } catch (error) {
      if (mine === latest) problem.value = ApiProblem.from(error);
    } finally {
      if (mine === latest) loading.value = false;
    }
  }

  return { data, problem, loading, load };
}
