import { readFileSync } from 'node:fs';
import { callModel, expect, test, unique } from './journey';

test('usage is filtered, drilled into and shared by its address', async ({
  asAdmin: page,
  api,
  request,
  context,
}) => {
  const name = unique('usage');
  const { id, secret } = await api.newKey(name);
  for (const model of ['sim-small', 'sim-small', 'sim-claude']) {
    expect((await callModel(request, secret, model)).status()).toBe(200);
  }
  const breakdown = page.locator('section', { hasText: 'Breakdown' });

  await page.goto(`/usage?keyId=${id}`);
  await expect(breakdown.getByRole('row', { name: 'sim-small' })).toContainText('2');

  await test.step('a click in the table goes into one part', async () => {
    await breakdown.getByRole('button', { name: 'sim-claude' }).click();
    await expect(page).toHaveURL(/model=sim-claude/);
    await expect(breakdown.getByRole('button', { name: 'sim-small' })).toBeHidden();
    await expect(page.locator('.tile', { hasText: 'Requests' })).toContainText('1');
  });

  await test.step('whoever is sent the address sees the same', async () => {
    const other = await context.newPage();
    await other.goto(page.url());
    await expect(other.locator('.tile', { hasText: 'Requests' })).toContainText('1');
    await expect(other.getByRole('button', { name: /Remove the filter Model/ })).toBeVisible();
    await other.close();
  });

  await test.step('the way back leads to where it came from', async () => {
    await page.goBack();
    await expect(breakdown.getByRole('button', { name: 'sim-small' })).toBeVisible();
    await page.getByRole('button', { name: /Remove the filter Key/ }).click();
    await expect(page).not.toHaveURL(/keyId/);
  });

  await test.step('a range, a zone and a measure are chosen', async () => {
    await page.getByLabel('Range').selectOption('30 days');
    await page.getByLabel('Time zone').selectOption('Asia/Tokyo');
    await page.getByRole('button', { name: 'Tokens' }).click();
    await expect(page).toHaveURL(/range=30d&zone=Asia\/Tokyo&measure=tokens/);
    await expect(page.getByRole('img', { name: 'Tokens a day, by model' })).toBeVisible();
  });
});

test('the calls that are filtered are taken along as a file', async ({
  asAdmin: page,
  api,
  request,
}) => {
  const name = unique('export');
  const { id, secret } = await api.newKey(name);
  for (const model of ['sim-small', 'sim-claude']) await callModel(request, secret, model);
  await page.goto(`/usage?keyId=${id}`);
  await expect(page.getByRole('cell', { name, exact: true })).toHaveCount(2);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();

  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^usage-.*\.csv$/);
  const [head, ...calls] = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(head).toContain('costUsd');
  expect(calls).toHaveLength(2);
  expect(calls.every((call) => call.includes(name))).toBe(true);
});

test('a request that was tried twice shows both attempts', async ({
  asAdmin: page,
  api,
  request,
}) => {
  const [alias, failing] = [unique('route'), unique('failing')];
  await api.newRouteAround(failing, alias);
  const { id, secret } = await api.newKey(unique('tried'));
  await expect
    .poll(async () => (await callModel(request, secret, alias)).status(), { timeout: 3_000 })
    .toBe(200);
  await page.goto(`/usage?keyId=${id}`);

  await page
    .getByRole('button', { name: `Details of ${alias}` })
    .first()
    .click();

  const attempts = page.getByRole('dialog').getByRole('region');
  await expect(attempts).toHaveCount(2);
  await expect(attempts.first()).toContainText(failing);
  await expect(attempts.first()).toContainText('Provider error');
  await expect(attempts.first()).toContainText('Estimated: the provider reported no tokens.');
  await expect(attempts.last()).toContainText('Succeeded');
});
