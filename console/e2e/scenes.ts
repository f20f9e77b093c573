import type { Page } from '@playwright/test';
import { callModel, expect, signedIn, type Api } from './journey';

/** What is looked at: a page, and what was done on it. */
export interface Scene {
  name: string;
  path: string;
  /** Seen without signing in. */
  open?: true;
  /** Something over the page, of which a picture in each theme and width will do. */
  over?: true;
  /** Only so wide; both widths when absent. */
  width?: number;
  /** What the page is for is there to be seen. */
  ready?: (page: Page, api: Api) => Promise<unknown>;
}

const sees = (words: string | RegExp) => (page: Page) =>
  expect(page.getByText(words).first()).toBeVisible();
const row = (page: Page, name: string) => page.getByRole('row', { name });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();

async function choose(page: Page, of: string, what: string): Promise<void> {
  await button(page, `Actions for ${of}`).click();
  await page.getByRole('menuitem', { name: what }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

export const scenes: Scene[] = [
  { name: 'sign-in', path: '/sign-in', open: true },
  {
    name: 'overview',
    path: '/',
    ready: (page) => expect(page.getByRole('row').nth(1)).toBeVisible(),
  },
  {
    name: 'usage',
    path: '/usage',
    ready: (page) => expect(row(page, 'sim-claude-large').first()).toBeVisible(),
  },
  {
    name: 'usage-custom',
    path: '/usage?from=2026-01-01&to=2026-01-31&status=UPSTREAM_ERROR&tag=prod',
    ready: sees('Nothing was used in this range.'),
  },
  {
    name: 'usage-request',
    over: true,
    path: '/usage?model=assistant',
    ready: async (page) => {
      await button(page, /^Details of assistant/).click();
      await expect(page.getByRole('heading', { name: 'Attempt 2' })).toBeVisible();
    },
  },
  { name: 'providers', path: '/providers', ready: sees('Healthy') },
  { name: 'provider-new', over: true, path: '/providers?new', ready: sees('Connect a provider') },
  {
    name: 'provider-edit',
    over: true,
    path: '/providers',
    ready: async (page) => {
      await choose(page, 'simulator-anthropic', 'Edit');
      await button(page, 'Test connection').last().click();
      await page.getByRole('dialog').getByText('It works').waitFor();
    },
  },
  {
    name: 'provider-delete',
    over: true,
    path: '/providers',
    ready: (page) => choose(page, 'backup', 'Delete'),
  },
  { name: 'routes', path: '/routes', ready: sees('backup / sim-fails-for-backup') },
  {
    name: 'route-edit',
    over: true,
    path: '/routes',
    ready: (page) => choose(page, 'assistant', 'Edit'),
  },
  { name: 'keys', path: '/keys', ready: sees('a day') },
  {
    name: 'key-actions',
    over: true,
    path: '/keys',
    ready: async (page) => {
      await button(page, 'Actions for search-index').click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'key-edit',
    over: true,
    path: '/keys',
    ready: (page) => choose(page, 'search-index', 'Edit'),
  },
  {
    name: 'key-rotate',
    over: true,
    path: '/keys',
    ready: (page) => choose(page, 'search-index', 'Rotate'),
  },
  {
    name: 'key-made',
    over: true,
    path: '/keys?new',
    ready: async (page) => {
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Name', { exact: true }).fill('shown-once');
      await dialog.getByRole('button', { name: 'Create', exact: true }).click();
      await expect(page.getByText('Your new key')).toBeVisible();
    },
  },
  {
    name: 'playground',
    path: '/playground',
    ready: async (page, api) => {
      const { secret } = await api.newKey('playing');
      await expect
        .poll(async () => (await callModel(page.request, secret, 'sim-small')).status())
        .toBe(200);
      await page.getByLabel('Secret of the key').fill(secret);
      await page.getByLabel('Model').selectOption('sim-small');
      await page.getByLabel('Message').fill('What can you do?');
      await page.keyboard.press('Enter');
      await expect(page.getByText(/\$0\.0/)).toBeVisible();
      await page.getByText('This request as curl').click();
    },
  },
  { name: 'users', path: '/users', ready: sees('dana@example.com') },
  {
    name: 'user-edit',
    over: true,
    path: '/users',
    ready: (page) => choose(page, 'dana@example.com', 'Edit'),
  },
  { name: 'audit', path: '/audit' },
  { name: 'settings', path: '/settings', ready: sees('This one') },
  {
    name: 'session-over',
    over: true,
    path: '/settings',
    ready: async (page, api) => {
      const member = await api.newUser('MEMBER');
      await signedIn(page, member);
      await page.goto('/keys?new');
      await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('half-typed');
      await api.send('DELETE', `/users/${member.id}/sessions`);
      await button(page, 'Create').click();
      await expect(page.getByText('Your session is over')).toBeVisible();
    },
  },
  { name: 'not-found', path: '/nowhere', ready: sees('There is no such page.') },
  {
    name: 'menu',
    over: true,
    path: '/settings',
    width: 360,
    ready: async (page) => {
      await button(page, 'Menu').click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
];
