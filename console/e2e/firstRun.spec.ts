import { execFileSync } from 'node:child_process';
import { expect, signIn, test, unique } from './journey';
import { admin } from './stack';

test('whoever is new gets from nothing to a first request', async ({ page, api }) => {
  const { baseUrl } = await api.simulator();
  const [name, key] = [unique('first'), unique('app')];

  await signIn(page, admin);
  await expect(page.getByRole('heading', { name: 'Get started' })).toBeVisible();

  await test.step('connects a provider', async () => {
    await page.getByRole('link', { name: 'Providers' }).click();
    await page.getByRole('button', { name: 'Connect a provider' }).click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Dialect').selectOption('OpenAI');
    await page.getByLabel('Base URL').fill(baseUrl);
    await page.getByLabel('API key', { exact: true }).fill('sk-anything-at-all');
    await page.getByRole('button', { name: 'Test connection' }).last().click();
    await expect(page.getByText('It works: answered in')).toBeVisible();
    await page.getByLabel('sim-small', { exact: true }).check();
    await page.getByRole('button', { name: 'Add 1 chosen' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('article', { name })).toBeVisible();
  });

  await test.step('makes a key and copies a snippet', async () => {
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('link', { name: 'Create and copy' }).click();
    await page.getByLabel('Name', { exact: true }).fill(key);
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    const made = page.getByRole('dialog', { name: 'Your new key' });
    await made.getByLabel('Model', { exact: true }).selectOption('sim-small');
    await page.getByRole('tab', { name: 'Python' }).click();
    await expect(page.getByText('from openai import OpenAI')).toBeVisible();
    await page.getByRole('tab', { name: 'curl' }).click();
    await page.getByRole('button', { name: 'Copy' }).last().click();
    await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  });

  await test.step('sees the first request arrive', async () => {
    await expect(page.getByText('Waiting for the first request')).toBeVisible();
    const snippet = await page.evaluate(() => navigator.clipboard.readText());
    const answer = execFileSync('sh', ['-c', `${snippet} --silent`], { encoding: 'utf8' });
    expect(JSON.parse(answer).choices[0].message.content).toContain('Hello');
    await expect(page.getByText('The first request arrived: sim-small')).toBeVisible();
    await page.getByRole('link', { name: 'See it in Usage' }).click();
    await expect(page.getByRole('cell', { name: key, exact: true })).toBeVisible();
  });
});
