import {
  ChartColumn,
  Gauge,
  KeyRound,
  MessageSquareText,
  Plug,
  ScrollText,
  Settings,
  Split,
  Users,
} from '@lucide/vue';
import type { Component } from 'vue';
import type { RouteRecordRaw } from 'vue-router';
import type { Role } from '@/api/schema';
import { text } from '@/locales';

declare module 'vue-router' {
  interface RouteMeta {
    /** Also the document's. */
    title: string;
    /** Seen without signing in. */
    open?: boolean;
    /** Who sees it in the navigation; everybody when absent. What may be done the API decides. */
    only?: Role[];
  }
}

export interface NavItem {
  name: string;
  icon: Component;
}

/** The pages in the navigation, in groups. */
export const navigation: { label: string; items: NavItem[] }[] = [
  {
    label: text.nav.groups.use,
    items: [
      { name: 'overview', icon: Gauge },
      { name: 'usage', icon: ChartColumn },
    ],
  },
  {
    label: text.nav.groups.build,
    items: [
      { name: 'providers', icon: Plug },
      { name: 'routes', icon: Split },
      { name: 'keys', icon: KeyRound },
      { name: 'playground', icon: MessageSquareText },
    ],
  },
  {
    label: text.nav.groups.admin,
    items: [
      { name: 'users', icon: Users },
      { name: 'audit', icon: ScrollText },
      { name: 'settings', icon: Settings },
    ],
  },
];

/** Every page; all but the first are loaded when somebody goes there. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('@/views/SignIn.vue'),
    meta: { title: text.session.title, open: true },
  },
  {
    path: '/',
    name: 'overview',
    component: () => import('@/views/Overview.vue'),
    meta: { title: text.nav.overview },
  },
  {
    path: '/usage',
    name: 'usage',
    component: () => import('@/views/Usage.vue'),
    meta: { title: text.nav.usage },
  },
  {
    path: '/providers',
    name: 'providers',
    component: () => import('@/views/Providers.vue'),
    meta: { title: text.nav.providers },
  },
  {
    path: '/routes',
    name: 'routes',
    component: () => import('@/views/Routes.vue'),
    meta: { title: text.nav.routes },
  },
  {
    path: '/keys',
    name: 'keys',
    component: () => import('@/views/ApiKeys.vue'),
    meta: { title: text.nav.keys },
  },
  {
    path: '/playground',
    name: 'playground',
    component: () => import('@/views/Playground.vue'),
    meta: { title: text.nav.playground },
  },
  {
    path: '/users',
    name: 'users',
    component: () => import('@/views/Users.vue'),
    meta: { title: text.nav.users, only: ['ADMIN'] },
  },
  {
    path: '/audit',
    name: 'audit',
    component: () => import('@/views/AuditLog.vue'),
    meta: { title: text.nav.audit, only: ['ADMIN'] },
  },
  {
    path: '/settings',
    name: 'settings',
    component: () => import('@/views/Settings.vue'),
    meta: { title: text.nav.settings },
  },
  {
    path: '/:rest(.*)*',
    name: 'not-found',
    component: () => import('@/views/NotFound.vue'),
    meta: { title: text.common.notFound },
  },
];
