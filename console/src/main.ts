import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { useSession } from './api/client';
import { router } from './router';
import { useSessionStore } from './stores/session';
import { useToastsStore } from './stores/toasts';
import './styles/index.css';

const app = createApp(App).use(createPinia());
const session = useSessionStore();
useSession(session.calls);
app.config.errorHandler = (error) => {
  console.error(error);
  useToastsStore().failed(error);
};

// The first page depends on who is there, so it waits for the answer.
await session.start().catch((error: unknown) => useToastsStore().failed(error));
app.use(router);
await router.isReady();
app.mount('#app');
