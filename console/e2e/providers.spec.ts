import { expect, test, unique } from './journey';

test('a provider is created, tested, edited and deleted', async ({ asAdmin: page, api }) => {
  const { baseUrl } = await api.simulator();
  const name = unique('provider');
  const card = page.getByRole('article', { name });
  const dialog = page.getByRole('dialog');
  await page.goto('/providers');

  await test.step('a mistake is said beside its field, and nothing is lost', async () => {
    await page.getByRole('button', { name: 'Connect a provider' }).click();
    await dialog.getByLabel('Name', { exact: true }).fill('Not A Name');
    await dialog.getByLabel('Dialect').selectOption('OpenAI');
    await dialog.getByLabel('Base URL').fill('http://127.0.0.1:1025/v1');
    await dialog.getByLabel('API key', { exact: true }).fill('sk-0123456789-abcd');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByLabel('Name', { exact: true })).toHaveAttribute(
      'aria-invalid',
      'true',
    );
    await expect(dialog.getByText('must be 1 to 63 characters').first()).toBeVisible();
    await expect(dialog.getByLabel('Base URL')).toHaveValue('http://127.0.0.1:1025/v1');
  });

  await test.step('a test says in words what is wrong', async () => {
    await dialog.getByLabel('Name', { exact: true }).fill(name);
    await dialog.getByRole('button', { name: 'Test connection' }).click();
    await expect(dialog.getByText('Nothing listens at that host and port')).toBeVisible();
  });

  await test.step('models are imported and priced', async () => {
    await dialog.getByLabel('Base URL').fill(baseUrl);
    await dialog.getByRole('button', { name: 'Test connection' }).click();
    await expect(dialog.getByText('It works: answered in')).toBeVisible();
    await dialog.getByLabel('sim-large', { exact: true }).check();
    await dialog.getByRole('button', { name: 'Add 1 chosen' }).click();
    await dialog.getByLabel('Input sim-large').fill('2.50');
    await dialog.getByLabel('Output sim-large').fill('10');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(card.getByText('sim-large')).toBeVisible();
  });

  await test.step('a saved one is tested with its stored key', async () => {
    await card.getByRole('button', { name: 'Test connection' }).click();
    await expect(card.getByText('It works: answered in')).toBeVisible();
  });

  await test.step('an edit shows no key, and keeps it', async () => {
    await card.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await expect(dialog.getByLabel('API key', { exact: true })).toHaveValue('');
    await expect(dialog.getByText('One is stored, ending in abcd')).toBeVisible();
    await dialog.getByText('More settings').click();
    await dialog.getByLabel('Priority').fill('7');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    const saved = (await api.send('GET', `/providers?q=${name}`)).items[0];
    expect(saved).toMatchObject({ priority: 7, apiKeyHint: 'abcd' });
    expect(saved.models[0]).toMatchObject({ name: 'sim-large', inputPrice: '2.5' });
  });

  await test.step('it is deleted after a question', async () => {
    await card.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect(card).toBeHidden();
  });
});

test('what was typed is not thrown away without a question', async ({ asAdmin: page }) => {
  await page.goto('/providers?new');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('unsaved');

  await page.keyboard.press('Escape');

  await expect(dialog.getByText('Discard what you typed?')).toBeVisible();
  await dialog.getByRole('button', { name: 'Keep editing' }).click();
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('unsaved');
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await expect(dialog).toBeHidden();
});

test('a preset fills in what it knows', async ({ asAdmin: page }) => {
  await page.goto('/providers?new');
  const dialog = page.getByRole('dialog');

  await dialog.getByLabel('Provider', { exact: true }).selectOption('Mistral');

  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('mistral');
  await expect(dialog.getByLabel('Base URL')).toHaveValue('https://api.mistral.ai/v1');
  await expect(dialog.getByLabel('Dialect')).toHaveValue('OPENAI');
});

test('a route is made over two providers, and taken away', async ({ asAdmin: page }) => {
  const alias = unique('route');
  const dialog = page.getByRole('dialog');
  await page.goto('/routes');
  await page.getByRole('button', { name: 'Add a route' }).click();
  await dialog.getByLabel('Alias').fill(alias);
  await dialog.getByLabel('Provider').selectOption('simulator');
  await dialog.getByLabel('Model').fill('sim-small');
  await dialog.getByRole('button', { name: 'Add a candidate' }).click();
  await dialog.getByLabel('Provider').last().selectOption('simulator-anthropic');
  await dialog.getByLabel('Model').last().fill('sim-claude');
  await dialog.getByLabel('Priority').last().fill('200');

  await dialog.getByRole('button', { name: 'Save' }).click();

  const row = page.getByRole('row', { name: alias });
  await expect(row).toContainText('simulator-anthropic / sim-claude');
  await row.getByRole('button', { name: `Actions for ${alias}` }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(row).toBeHidden();
});
