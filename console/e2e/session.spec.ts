import { expect, signedIn, test, unique } from './journey';
import { admin } from './stack';

test('a session that ends in the middle of an edit loses nothing', async ({ page, api }) => {
  const member = await api.newUser('MEMBER');
  const name = unique('edited');
  await signedIn(page, member);
  await page.goto('/keys?new');
  const form = page.getByRole('dialog', { name: 'Create a key' });
  await form.getByLabel('Name', { exact: true }).fill(name);

  const password = 'another-password-now';
  await api.send('PUT', `/users/${member.id}`, {
    email: member.email,
    role: 'MEMBER',
    enabled: true,
    password,
  });
  await form.getByRole('button', { name: 'Create', exact: true }).click();

  const again = page.getByRole('dialog', { name: 'Your session is over' });
  await again.getByLabel('Password').fill(password);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Your new key')).toBeVisible();
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByRole('row', { name })).toBeVisible();
});

test('a reload keeps the session, and no script can read its secret', async ({
  asAdmin: page,
  context,
}) => {
  await page.goto('/usage');
  await page.reload();

  await expect(page.getByRole('heading', { name: 'Usage' })).toBeVisible();
  const cookies = await context.cookies(new URL('/api/v1/auth/refresh', page.url()).href);
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/api/v1/auth' });
  const readable = await page.evaluate(() =>
    JSON.stringify({ ...localStorage, ...sessionStorage, cookie: document.cookie }),
  );
  expect(readable).toBe('{"cookie":""}');
});

test('signing out in one tab signs out the others', async ({ asAdmin: page, context }) => {
  const other = await context.newPage();
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await other.goto('/settings');
  await expect(other.getByRole('heading', { name: 'Settings' })).toBeVisible();

  await page.getByRole('button', { name: new RegExp(admin.email) }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();

  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(other.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await page.goto('/keys');
  await expect(page).toHaveURL(/sign-in\?next=/);
});

test('a wrong password is said in words', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(admin.email);
  await page.getByLabel('Password').fill('not-the-password');
  await page.getByRole('button', { name: 'Sign in' }).click();

  await expect(page.getByRole('alert')).toContainText('E-mail or password is wrong');
  await expect(page.getByLabel('E-mail')).toHaveValue(admin.email);
});

test('whoever has an account elsewhere signs in with it', async ({ page }) => {
  await page.route('**/api/v1/auth/methods', (route) =>
    route.fulfill({ json: { password: true, oidc: { name: 'Example Corp' } } }),
  );

  await page.goto('/sign-in');

  await expect(page.getByRole('link', { name: 'Sign in with Example Corp' })).toHaveAttribute(
    'href',
    /^\/api\/v1\/auth\/oidc\/start/,
  );
});

test('own password and sessions are in the settings', async ({ page, api, browser }) => {
  const member = await api.newUser('MEMBER');
  const elsewhere = await browser.newContext();
  await signedIn(await elsewhere.newPage(), member);
  await signedIn(page, member);
  await page.goto('/settings');
  await expect(page.getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'End all others' }).click();
  await expect(page.getByRole('listitem')).toHaveCount(1);
  await elsewhere.close();

  await page.getByLabel('Current password').fill('wrong');
  await page.getByLabel('New password', { exact: true }).fill('quite-another-one');
  await page.getByLabel('New password again').fill('quite-another-one');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByLabel('Current password')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Current password').fill(member.password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('The password is changed.')).toBeVisible();
});
