import { defineConfig } from '@playwright/test';
import { chromium } from './chromium';
import { address } from './stack';

export default defineConfig({
  testDir: '.',
  outputDir: 'report',
  globalSetup: './start.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 40_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  forbidOnly: true,
  use: {
    baseURL: address,
    viewport: { width: 1400, height: 900 },
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    permissions: ['clipboard-read', 'clipboard-write'],
    trace: 'off',
    launchOptions: {
      executablePath: chromium(),
      // Chromium's own sandbox does not start for root, as which tests run in containers.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
  projects: [
    // Wants a stack that nobody has used yet.
    { name: 'first run', testMatch: 'firstRun.spec.ts' },
    { name: 'journeys', testMatch: /(?<!firstRun)\.spec\.ts/, dependencies: ['first run'] },
  ],
});
