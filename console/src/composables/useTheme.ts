import { computed, ref, watchEffect } from 'vue';

export type Theme = 'system' | 'light' | 'dark';

const STORED = 'smoothllm.theme';
const theme = ref<Theme>(stored());
const systemDark = ref(false);

function stored(): Theme {
  const value = localStorage.getItem(STORED);
  return value === 'light' || value === 'dark' ? value : 'system';
}

const media = window.matchMedia('(prefers-color-scheme: dark)');
systemDark.value = media.matches;
media.addEventListener('change', (event) => (systemDark.value = event.matches));

watchEffect(() => {
  if (theme.value === 'system') {
    localStorage.removeItem(STORED);
    delete document.documentElement.dataset['theme'];
  } else {
    localStorage.setItem(STORED, theme.value);
    document.documentElement.dataset['theme'] = theme.value;
  }
});

/** A taste, not a secret: it may stay in the browser. `public/theme.js` reads it before the page. */
export function useTheme() {
  const isDark = computed(() =>
    theme.value === 'system' ? systemDark.value : theme.value === 'dark',
  );
  return { theme, isDark };
}
