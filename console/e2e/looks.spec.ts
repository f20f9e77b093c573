import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { expect, signIn, test } from './journey';
import { admin } from './stack';

const PAGES = [
  '/',
  '/usage',
  '/providers',
  '/providers?new',
  '/routes',
  '/keys',
  '/keys?new',
  '/playground',
  '/users',
  '/audit',
  '/settings',
  '/nowhere',
];
const SHAPES = [
  { theme: 'light', width: 1920 },
  { theme: 'dark', width: 1920 },
  { theme: 'light', width: 360 },
  { theme: 'dark', width: 360 },
] as const;

for (const { theme, width } of SHAPES) {
  test(`every page is sound in ${theme} at ${width} px`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    await page.goto('/sign-in');
    await inspect('/sign-in');
    if (width < 900) await signInNarrow();
    else await signIn(page, admin.email, admin.password);
    for (const path of PAGES) {
      await page.goto(path);
      await inspect(path);
    }

    async function signInNarrow(): Promise<void> {
      await page.getByLabel('E-mail').fill(admin.email);
      await page.getByLabel('Password').fill(admin.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('button', { name: 'Menu' })).toBeVisible();
    }

    /** axe finds nothing serious, nothing sticks out, and there is a picture to look at. */
    async function inspect(path: string): Promise<void> {
      await expect(page.getByRole('heading').first()).toBeVisible();
      await expect(page.locator('.skeleton')).toHaveCount(0);
      await page.waitForLoadState('networkidle').catch(() => undefined);
      const name = path.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'overview';
      const file = `./screenshots/${name}-${theme}-${width}.png`;
      await page.screenshot({ path: fileURLToPath(new URL(file, import.meta.url)) });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `${path} sticks out`).toBeLessThanOrEqual(width);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${path}: ${id}: ${nodes.map((node) => node.html).join('\n')}`);
      expect(serious).toEqual([]);
    }
  });
}

test('the sign-in page loads less than 300 KB of script', async ({ page }) => {
  let bytes = 0;
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script') return;
    bytes += (await response.request().sizes()).responseBodySize;
  });

  await page.goto('/sign-in', { waitUntil: 'networkidle' });

  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(300_000);
});

test('the console is worked with a keyboard alone', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await page.keyboard.type(admin.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(admin.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation')).toBeVisible();

  await page.goto('/keys');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Create a key' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByLabel('Name', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Create a key' })).toBeFocused();
});
