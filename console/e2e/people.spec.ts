import { callModel, expect, signIn, test, unique } from './journey';

test('a member sees only what is theirs', async ({ page, api, request }) => {
  const member = await api.newUser('MEMBER');
  const [theirs, others] = [unique('theirs'), unique('others')];
  const own = await api.newKey(theirs, { userId: member.id });
  const foreign = await api.newKey(others);
  await callModel(request, own.secret, 'sim-small');
  await callModel(request, foreign.secret, 'sim-small');

  await signIn(page, member);

  await expect(page.getByRole('link', { name: 'Users' })).toHaveCount(0);
  await page.getByRole('link', { name: 'API keys' }).click();
  await expect(page.getByRole('row', { name: theirs })).toBeVisible();
  await expect(page.getByRole('row', { name: others })).toHaveCount(0);
  await page.getByRole('link', { name: 'Usage' }).click();
  await expect(page.getByRole('cell', { name: theirs, exact: true })).toBeVisible();
  await expect(page.getByRole('cell', { name: others, exact: true })).toHaveCount(0);
  await expect(page.locator('.tile', { hasText: 'Requests' })).toContainText('1');
  await expect(page.getByLabel('Key', { exact: true }).getByRole('option')).toHaveText([
    'Key: Any',
    theirs,
  ]);
  await page.getByRole('link', { name: 'Providers' }).click();
  await expect(page.getByRole('article', { name: 'simulator', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Actions for simulator' })).toHaveCount(0);
  for (const path of ['/users', '/audit']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  }
});

test('a viewer is offered nothing to change', async ({ page, api }) => {
  const viewer = await api.newUser('VIEWER');

  await signIn(page, viewer);

  for (const name of ['Providers', 'Routes', 'API keys']) {
    await page.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expect(page.getByRole('button', { name: /Connect|Add|Create/ })).toHaveCount(0);
  }
});

test('a user is added, changed and deleted', async ({ asAdmin: page }) => {
  const email = `${unique('new')}@example.com`;
  const dialog = page.getByRole('dialog');
  const row = page.getByRole('row', { name: email });
  await page.goto('/users');
  await page.getByRole('button', { name: 'Add a user' }).click();
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByLabel('Password').fill('short');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Password').fill('long-enough-to-be-one');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('Member');

  await row.getByRole('button', { name: `Actions for ${email}` }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await dialog.getByLabel('Role').selectOption('Viewer');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('Viewer');

  await row.getByRole('button', { name: `Actions for ${email}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out everywhere' }).click();
  await dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page.getByText(`${email} is signed out everywhere.`)).toBeVisible();

  await row.getByRole('button', { name: `Actions for ${email}` }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(row).toBeHidden();
});
