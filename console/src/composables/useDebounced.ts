import { onScopeDispose, ref, watch, type Ref } from 'vue';

const PAUSE_MS = 250;

/** What a ref held when it last stood still for a moment: for searches while somebody types. */
export function useDebounced<T>(source: Ref<T>): Ref<T> {
  const settled = ref(source.value) as Ref<T>;
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(source, (value) => {
    clearTimeout(timer);
    timer = setTimeout(() => (settled.value = value), PAUSE_MS);
  });
  onScopeDispose(() => clearTimeout(timer));
  return settled;
}
