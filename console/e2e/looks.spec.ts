import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Page, Request } from '@playwright/test';
import { expect, signedIn, test } from './journey';
import { scenes } from './scenes';
import { admin } from './stack';

/** Colours depend on the theme alone, and all else on the width alone: axe sees two of the four. */
const SHAPES = [
  { theme: 'light', width: 1920, audited: true },
  { theme: 'dark', width: 1920, audited: false },
  { theme: 'dark', width: 360, audited: true },
  { theme: 'light', width: 360, audited: false },
] as const;
type Shape = Pick<(typeof SHAPES)[number], 'theme' | 'width'>;
const HEIGHT = 900;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

for (const scene of scenes) {
  test(`${scene.name} is sound in both themes and widths`, async ({ page, api }) => {
    const shapes = SHAPES.filter(
      ({ width, audited }) => width === (scene.width ?? width) && (audited || !scene.over),
    );
    if (!scene.open) await signedIn(page, admin);
    await change(page, shapes[0]!);
    await page.goto(scene.path);
    await expect(page.getByRole('heading').first()).toBeVisible();
    await scene.ready?.(page, api);
    await expect(page.locator('.skeleton, [aria-busy=true]')).toHaveCount(0);
    await expect(page.getByText('Loading …')).toHaveCount(0);

    for (const { theme, width, audited } of shapes) {
      await change(page, { theme, width });
      await page.screenshot({ path: picture(`${scene.name}-${theme}-${width}`) });
      expect(await page.evaluate(whatSticksOut), `${theme} ${width}`).toEqual([]);
      if (audited) expect(await seriousOf(page, scene.over), `${theme} ${width}`).toEqual([]);
    }
  });
}

const picture = (name: string) =>
  fileURLToPath(new URL(`./screenshots/${name}.png`, import.meta.url));

async function change(page: Page, { theme, width }: Shape): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize({ width, height: HEIGHT });
  // What has changed is on the screen by the second frame.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

/** @param over only what lies over the page, which is a scene itself */
async function seriousOf(page: Page, over = false): Promise<string[]> {
  // Taken to a page once: it is large, and a page is looked at twice.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    ([context, tags]) =>
      (window as unknown as { axe: typeof import('axe-core') }).axe.run(context, {
        runOnly: tags,
        resultTypes: ['violations'],
      }),
    [over ? '[role=dialog], [role=menu]' : 'html', WCAG] as const,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`);
}

/** The page, or something in a frame of its own, is wider than its place. */
function whatSticksOut(): string[] {
  const framed = document.querySelectorAll('html, .card, .dialog, .drawer, .overlay-body, .menu');
  return [...framed]
    .filter((box) => box.scrollWidth > box.clientWidth + 1)
    .map((box) => `${box.tagName}.${box.className} of ${box.scrollWidth} in ${box.clientWidth}`);
}

test('the sign-in page loads less than 300 KB of script', async ({ page }) => {
  const scripts: Request[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script') scripts.push(request);
  });

  await page.goto('/sign-in', { waitUntil: 'networkidle' });

  const sizes = await Promise.all(scripts.map((script) => script.sizes()));
  const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(300_000);
});

test('the console is worked with a keyboard alone', async ({ page }) => {
  await page.goto('/sign-in?next=/keys');
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await page.keyboard.type(admin.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(admin.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'API keys' })).toBeVisible();

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
