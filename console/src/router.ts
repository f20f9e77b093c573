import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router';
import { appConfig } from '@/config/appConfig';
import { routes } from '@/config/routes';
import { useSessionStore } from '@/stores/session';
import { useToastsStore } from '@/stores/toasts';

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
});

router.beforeEach((to) => {
  const session = useSessionStore();
  if (session.user === null && !to.meta.open) {
    return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } };
  }
  if (session.user !== null && to.name === 'sign-in') return nextOf(to);
  const { only } = to.meta;
  if (only !== undefined && session.user !== null && !only.includes(session.user.role)) {
    return { name: 'overview' };
  }
  return true;
});

router.afterEach((to) => {
  document.title = `${to.meta.title} · ${appConfig.name}`;
});

// A page that was built anew has other files than those this tab knows of: then all is loaded anew.
router.onError(async (error, to) => {
  const reached = await fetch('/', { method: 'HEAD' }).catch(() => undefined);
  if (reached?.ok) window.location.assign(to.fullPath);
  else useToastsStore().failed(error);
});

/** Where somebody wanted to go before signing in; only ever a page of ours. */
export function nextOf(to: RouteLocationNormalized): string {
  const next = to.query['next'];
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/';
}
