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
    await page.getByLabel('Time zone').selectOption('Asia/Kathmandu');
    await page.getByRole('radio', { name: 'Tokens' }).click();
    await expect(page).toHaveURL(/range=30d&zone=Asia%2FKathmandu&measure=tokens/);
    await expect(page.getByRole('img', { name: 'Tokens a day, by model' })).toBeVisible();
  });

  await test.step('the calls are taken along as a file', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/^usage-.*\.csv$/);
  });
});
