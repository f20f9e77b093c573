import { callModel, expect, test, unique } from './journey';

const SOON = { timeout: 3_000 };

test('a key is made, used, rotated and revoked', async ({ asAdmin: page, request }) => {
  const name = unique('key');
  const row = page.getByRole('row', { name });
  const dialog = page.getByRole('dialog');
  let secret = '';
  await page.goto('/keys');

  await test.step('it is made with limits and a budget', async () => {
    await page.getByRole('button', { name: 'Create a key' }).click();
    await dialog.getByLabel('Name', { exact: true }).fill(name);
    await dialog.getByLabel('Amount, USD').fill('12.50');
    await dialog.getByLabel('Per').selectOption('Month');
    await dialog.getByLabel('Requests a minute').fill('600');
    await dialog.getByLabel('Models').fill('sim-small');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    secret = await dialog.getByLabel('Secret', { exact: true }).inputValue();
    expect(secret).toMatch(/^sk-smooth-/);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await expect(row).toContainText('of $12.50 a month');
    await expect(row).toContainText('0 of 600 req/min');
    await expect(row).not.toContainText(secret);
  });

  await test.step('a request with it appears in Usage by itself', async () => {
    await row.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Show its usage' }).click();
    await expect(page.getByText('No request yet.')).toBeVisible();
    expect((await callModel(request, secret, 'sim-small')).status()).toBe(200);
    await expect(page.getByRole('cell', { name, exact: true })).toBeVisible(SOON);
  });

  await test.step('its request has details', async () => {
    await page.getByRole('button', { name: /^Details of sim-small/ }).click();
    await expect(dialog.getByText('of it read from a cache')).toBeVisible();
    await expect(dialog.getByText('Whole answer after')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('both secrets work after it was rotated', async () => {
    await page.goto(`/keys?q=${name}`);
    await row.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Rotate' }).click();
    await dialog.getByRole('button', { name: 'Rotate' }).click();
    const rotated = await dialog.getByLabel('Secret', { exact: true }).inputValue();
    expect(rotated).not.toBe(secret);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await expect(row).toContainText('old secret until');
    expect((await callModel(request, rotated, 'sim-small')).status()).toBe(200);
    expect((await callModel(request, secret, 'sim-small')).status()).toBe(200);
  });

  await test.step('it is refused after it was revoked', async () => {
    await row.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Revoke' }).click();
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await expect(row).toContainText('Revoked');
    await expect
      .poll(async () => (await callModel(request, secret, 'sim-small')).status(), SOON)
      .toBe(401);
  });
});

test('keys are found, and come page by page', async ({ asAdmin: page, api }) => {
  const tag = unique('tag');
  for (let i = 0; i < 3; i++) await api.newKey(`${tag}-${i}`, { tags: [tag] });
  await page.goto('/keys');

  await page.getByRole('searchbox').fill(`${tag}-1`);

  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('searchbox').fill('nobody-has-this');
  await expect(page.getByText('No key matches.')).toBeVisible();
});

test('a key is tried in the playground', async ({ asAdmin: page, api }) => {
  const { secret } = await api.newKey(unique('play'));
  await page.goto('/playground');
  await page.getByLabel('Secret of the key').fill(secret);
  await expect(page.getByLabel('Model')).toBeEnabled();
  await page.getByLabel('Model').selectOption('sim-small');

  await page.getByLabel('Message').fill('Hello there');
  await page.keyboard.press('Enter');

  const conversation = page.getByRole('log');
  await expect(conversation).toContainText('You said: “Hello there”');
  await expect(conversation).toContainText(/first token \d+.* in, \d+ out · \$0\.0/);
  await page.getByText('This request as curl').click();
  await expect(page.getByText('"content": "Hello there"')).toBeVisible();
  expect(
    await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage })),
  ).not.toContain('sk-smooth');
});
