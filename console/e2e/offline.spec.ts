import { expect, test } from './journey';

test.use({ tolerated: /^Failed to load resource: net::ERR_INTERNET_DISCONNECTED/ });

test('what cannot be loaded says so, and is loaded when asked again', async ({
  asAdmin: page,
  context,
}) => {
  await page.goto('/keys');
  await expect(page.getByRole('row', { name: 'getting-started' })).toBeVisible();
  await page.getByRole('link', { name: 'Overview' }).click();
  await expect(page.getByRole('heading', { name: 'Latest requests' })).toBeVisible();

  await context.setOffline(true);
  await page.getByRole('link', { name: 'API keys' }).click();

  const problem = page.getByRole('alert').filter({ hasText: 'The gateway cannot be reached.' });
  await expect(problem).toBeVisible();
  await context.setOffline(false);
  await problem.getByRole('button', { name: 'Try again' }).click();
  await expect(problem).toBeHidden();
  await expect(page.getByRole('row', { name: 'getting-started' })).toBeVisible();
});

test('a failed save keeps what was typed', async ({ asAdmin: page, context }) => {
  const dialog = page.getByRole('dialog');
  await page.goto('/routes');
  await page.getByRole('button', { name: 'Add a route' }).click();
  await dialog.getByLabel('Alias').fill('typed-offline');

  await context.setOffline(true);
  await dialog.getByRole('button', { name: 'Save' }).click();

  await expect(dialog.getByRole('alert')).toContainText('The gateway cannot be reached.');
  await expect(dialog.getByLabel('Alias')).toHaveValue('typed-offline');
  await context.setOffline(false);
});

test('a page that cannot be fetched leaves one where one was', async ({
  asAdmin: page,
  context,
}) => {
  await page.goto('/settings');
  await expect(page.getByText('This one')).toBeVisible();

  await context.setOffline(true);
  await page.getByRole('link', { name: 'Routes' }).click();

  await expect(page.getByText('The gateway cannot be reached.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
});
